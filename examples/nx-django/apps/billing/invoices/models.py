from django.db import models


class Invoice(models.Model):
    number = models.CharField(max_length=20, unique=True)
    paid_on = models.DateField(null=True)
    total = models.DecimalField(max_digits=10, decimal_places=2)
