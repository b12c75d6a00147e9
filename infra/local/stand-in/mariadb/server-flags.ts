import type { Place } from './place.ts'

/** Flags that bring MariaDB as near to SingleStore as flags can, and make it quick to start and to throw away. */
export function serverFlags(place: Place): readonly string[] {
  return [
    `--datadir=${place.dataFolder}`,
    `--socket=${place.socketPath}`,
    `--pid-file=${place.folder}/mariadbd.pid`,
    `--tmpdir=${place.folder}`,
    `--secure-file-priv=${place.spoolFolder}`,
    '--skip-networking',
    '--skip-name-resolve',
    '--local-infile=1',
    '--lower-case-table-names=0',
    '--max-connections=1000',
    '--connect-timeout=60',
    '--max-allowed-packet=128M',
    '--default-time-zone=+00:00',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_general_ci',
    '--sql-mode=STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ENGINE_SUBSTITUTION',
    '--transaction-isolation=READ-COMMITTED',
    // SingleStore has no deadlock detector; a lock wait that times out undoes the statement alone.
    '--innodb-deadlock-detect=OFF',
    '--innodb-rollback-on-timeout=OFF',
    '--innodb-lock-wait-timeout=2',
    '--lock-wait-timeout=5',
    '--innodb-buffer-pool-size=128M',
    '--innodb-log-file-size=64M',
    // The data folder is thrown away: it must outlive the server's process, not the machine.
    '--innodb-flush-log-at-trx-commit=2',
    '--innodb-flush-method=nosync',
    '--innodb-use-native-aio=OFF',
    '--innodb-buffer-pool-dump-at-shutdown=OFF',
    '--innodb-buffer-pool-load-at-startup=OFF',
    '--sync-frm=0',
    '--performance-schema=0',
  ]
}
