from wagtail.users.apps import WagtailUsersAppConfig


class PenggunaRedaksiConfig(WagtailUsersAppConfig):
    """Menggantikan kelola pengguna bawaan Wagtail, yang dapat menulis sandi dan menghapus orang."""

    user_viewset = "akun.redaksi.PenggunaViewSet"
