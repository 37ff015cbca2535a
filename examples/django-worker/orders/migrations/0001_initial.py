from django.db import migrations, models


def key():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Order",
            fields=[
                key(),
                ("item", models.CharField(max_length=100)),
                ("packed", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(name="Heartbeat", fields=[key(), ("at", models.DateTimeField(auto_now=True))]),
    ]
