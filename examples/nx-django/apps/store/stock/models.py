from django.db import models


class Item(models.Model):
    sku = models.CharField(max_length=32, unique=True)
    weight_g = models.PositiveIntegerField(null=True)
    title = models.CharField(max_length=200)
