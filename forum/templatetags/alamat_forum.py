from django import template

from forum.alamat import alamat

register = template.Library()
register.simple_tag(alamat, name="alamat_forum")
