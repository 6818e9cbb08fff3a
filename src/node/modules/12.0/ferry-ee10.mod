[description]
Jetty Ferry in front of every web application of ee10: the filter that sends migrated contexts to their new server, and the guard of the session tables.

[tags]
ferry

[environment]
ee10

[depend]
server
ee10-servlet

[files]
maven://org.jettyferry/jetty-ferry/@VERSION@/jar/node|lib/ferry/jetty-ferry-node.jar

[lib]
lib/ferry/jetty-ferry-node.jar

[xml]
etc/ferry.xml

[ini-template]
## The settings file of Jetty Ferry; without it ${jetty.base}/etc/server.properties or ${jetty.base}/server.properties
# ferry.properties=/etc/ferry/server.properties
