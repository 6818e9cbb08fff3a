[description]
Jetty Ferry in front of every web application of ee10. For other environments there are modules ferry-ee8, ferry-ee9.

[tags]
ferry

[depend]
ferry-ee10
