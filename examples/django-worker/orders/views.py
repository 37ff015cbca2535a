from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from .models import Heartbeat, Order


@require_GET
def index(request):
    return render(request, "orders/index.html", {"orders": Order.objects.order_by("-id")[:20]})


@csrf_exempt
@require_POST
def create(request):
    Order.objects.create(item=request.POST["item"][:100])
    return redirect("index")


def health(request):
    """Well only when the worker is too."""
    alive = Heartbeat.objects.exists()
    return HttpResponse("ok" if alive else "the worker has not started", status=200 if alive else 503)
