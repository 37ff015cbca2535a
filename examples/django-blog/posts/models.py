from django.db import models


class Post(models.Model):
    title = models.CharField(max_length=100)
    written = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-written"]
