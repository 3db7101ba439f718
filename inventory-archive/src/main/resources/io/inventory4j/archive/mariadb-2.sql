-- For MariaDB and MySQL, and an archive of inventory4j that was made before lines had windows: when the window opens
-- and closes, in milliseconds since 1970, null for no edge.
-- RedisArchive.upgradeTables runs this file, Flyway or Liquibase may run it instead, once.

ALTER TABLE inventory_redis_entry ADD COLUMN opens_millis bigint;
ALTER TABLE inventory_redis_entry ADD COLUMN closes_millis bigint;
