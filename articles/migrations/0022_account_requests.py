import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0021_audit_chain'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changes', models.JSONField(default=dict, verbose_name='改什么')),
                ('password', models.CharField(blank=True, editable=False, max_length=128)),
                ('status', models.CharField(choices=[('waiting', '待同意'), ('agreed', '已同意'), ('refused', '未同意'), ('replaced', '已由新的申请代替'), ('taken_back', '已撤回')], default='waiting', max_length=10, verbose_name='状态')),
                ('by_name', models.CharField(max_length=150, verbose_name='申请人')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='申请时间')),
                ('decided_by_name', models.CharField(blank=True, max_length=150, verbose_name='同意人')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='决定时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='account_requests', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'verbose_name': '账号变更申请',
                'verbose_name_plural': '账号变更申请',
                'ordering': ['-at', '-pk'],
                'permissions': [('agree_account', '可以同意账号变更')],
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'waiting')), fields=('person',), name='account_request_waiting_once'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'agreed'), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='account_request_agreed_has_time'), models.CheckConstraint(condition=models.Q(('by__isnull', True), models.Q(('by', models.F('decided_by')), _negated=True), models.Q(('status', 'agreed'), _negated=True), _connector='OR'), name='account_request_takes_two')],
            },
        ),
    ]
