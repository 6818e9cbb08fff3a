[description]
Lets this node work on the session tables of another release of Jetty: put "ferry:" behind "jdbc:" in the session store's URL.

[tags]
ferry
session

[depend]
server
session-store-jdbc
session-cache-null

[files]
maven://org.jettyferry/jetty-ferry/@VERSION@/jar/guest|lib/ferry/jetty-ferry-guest.jar

[lib]
lib/ferry/jetty-ferry-guest.jar

[xml]
etc/ferry-guest.xml

[ini]
db-connection-type?=driver
jetty.session.jdbc.driverClass?=org.jettyferry.guest.GuestDriver

[ini-template]
## The session store's URL, with the driver of Jetty Ferry before the vendor's
# jetty.session.jdbc.driverUrl=jdbc:ferry:postgresql://db.example.org/site
