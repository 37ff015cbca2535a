from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from .models import Post


@require_GET
def index(request):
    return render(request, "posts/index.html", {"posts": Post.objects.all()[:50]})


@require_POST
def create(request):
    Post.objects.create(title=request.POST["title"][:100])
    return redirect("index")
