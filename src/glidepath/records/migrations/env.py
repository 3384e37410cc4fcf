"""What Alembic runs: the migrations, on the connection that it is handed."""

from alembic import context

from glidepath.records.tables import event

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=event.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
