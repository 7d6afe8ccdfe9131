from .full import Full
