@echo off
rem writeback-relay WORD ...: the relay agent's command line; the jar lies beside this file.
java %WRITEBACK_RELAY_JAVA_OPTIONS% -jar "%~dp0relay-agent-exec.jar" %*
