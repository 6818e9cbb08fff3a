[description]
Jetty Ferry in front of every web application of ee10. For other environments there are modules ferry-ee8, ferry-ee9, ferry-ee11.

[tags]
ferry

[depend]
ferry-ee10
