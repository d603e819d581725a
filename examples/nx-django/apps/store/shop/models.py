from django.db import models


class Order(models.Model):
    item = models.ForeignKey("stock.Item", on_delete=models.PROTECT)
    note = models.TextField(blank=True, default="")
    quantity = models.PositiveIntegerField(default=1)
