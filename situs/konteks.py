def bingkai(request) -> dict:
    """Yang diperlukan bingkai setiap halaman."""
    return {}
