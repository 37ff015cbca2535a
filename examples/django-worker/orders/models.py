from django.db import models


class Order(models.Model):
    item = models.CharField(max_length=100)
    packed = models.BooleanField(default=False)


class Heartbeat(models.Model):
    """One row: when the worker was last seen."""

    at = models.DateTimeField(auto_now=True)
