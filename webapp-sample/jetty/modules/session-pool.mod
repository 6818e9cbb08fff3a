#
# HikariCP as the DataSource of Jetty's sessions, under the JNDI name jdbc/sessions.
# To be copied into the JETTY_BASE; its jars go into lib/session-pool, the JDBC driver into lib/ext.
#

[depend]
ext
jndi
plus

[lib]
lib/session-pool/*.jar

[xml]
etc/session-pool.xml

[ini-template]
# session.pool.driver=org.postgresql.Driver
# session.pool.url=jdbc:postgresql://db.example.com/site
# session.pool.user=jetty
# session.pool.password=
# session.pool.size=10
