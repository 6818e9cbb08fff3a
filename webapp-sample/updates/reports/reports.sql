--liquibase formatted sql

--changeset shop:reports-1
create table shop_report (report_id bigint not null primary key, title varchar(200) not null);
insert into shop_report (report_id, title) values (1, 'Orders of the day');
