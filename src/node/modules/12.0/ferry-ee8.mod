[description]
Jetty Ferry in front of every web application of ee8: the filter that sends migrated contexts to their new server, and the guard of the session tables.

[tags]
ferry

[environment]
ee8

[depend]
server
ee8-servlet

[files]
maven://org.jettyferry/jetty-ferry/@VERSION@/jar/node-javax|lib/ferry/jetty-ferry-node-javax.jar

[lib]
lib/ferry/jetty-ferry-node-javax.jar

[xml]
etc/ferry.xml

[ini-template]
## The settings file of Jetty Ferry; without it ${jetty.base}/etc/server.properties or ${jetty.base}/server.properties
# ferry.properties=/etc/ferry/server.properties
