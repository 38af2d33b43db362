from urllib.parse import quote


def tautan_wa(pesan: str, *, nomor: str = "") -> str:
    """Tautan bagikan WhatsApp; dengan `nomor` (+62…) langsung tertuju ke percakapan orangnya."""
    return f"https://wa.me/{nomor.lstrip('+')}?text={quote(pesan)}"
