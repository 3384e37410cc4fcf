"""What is handed over: calendar, prescription, chart and terminal view; renders, never decides."""
