import signal
import time

from django.core.management.base import BaseCommand

from orders.models import Heartbeat, Order


class Command(BaseCommand):
    help = "Packs what was ordered, until it is told to stop."
    running = True

    def stop(self, *_):
        self.running = False

    def handle(self, *args, **options):
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while self.running:
            Heartbeat(id=1).save()
            for order in Order.objects.filter(packed=False)[:100]:
                order.packed = True
                order.save()
                self.stdout.write(f"packed {order.item}")
            time.sleep(0.5)
