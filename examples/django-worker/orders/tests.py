from django.test import TestCase

from .models import Order


class OrderTest(TestCase):
    def test_an_order_waits_to_be_packed(self):
        self.client.post("/orders", {"item": "tea"})
        self.assertEqual(list(Order.objects.values_list("item", "packed")), [("tea", False)])
