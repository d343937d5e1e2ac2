"""Updates in, screens out: one module per topic; decides nothing."""
