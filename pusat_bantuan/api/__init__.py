"""API JSON untuk sistem lain: `/api/v1/…` (docs/api.md). Hanya token; kuki tidak pernah dibaca."""
