@echo off
rem Starts Jetty Ferry. JAVA_HOME says which Java (17 or later), FERRY_JAVA_OPTS what else to tell it.
setlocal
set "FERRY_JAVA=java"
if defined JAVA_HOME set "FERRY_JAVA=%JAVA_HOME%\bin\java"
"%FERRY_JAVA%" %FERRY_JAVA_OPTS% -jar "%~dp0jetty-ferry.jar" %*
exit /b %ERRORLEVEL%
