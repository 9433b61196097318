import type { Severity, Text } from '../../model/index.ts'

/** A port by which its number tells what listens there, and what it gives to whoever may connect. */
export interface AdminPort {
  readonly port: number
  readonly name: string
  /** Where the whole internet may connect. */
  readonly severity: Severity
  /** Ends the sentence `port 6379 (Redis): …`. */
  readonly gives: Text
}

const guess: Text = {
  en: 'anyone may guess its passwords and try its vulnerabilities',
  ko: '누구나 비밀번호를 추측하고 취약점을 시도할 수 있습니다',
}
const noPassword: Text = {
  en: 'it asks for no password by default, so anyone reads and changes its data',
  ko: '기본적으로 비밀번호를 요구하지 않아 누구나 데이터를 읽고 바꿀 수 있습니다',
}
const runsCode: Text = {
  en: 'whoever connects runs code in it without a login',
  ko: '접속하는 사람은 로그인 없이 그 안에서 코드를 실행합니다',
}
const node: Text = {
  en: 'whoever connects starts privileged containers and owns the node',
  ko: '접속하는 사람은 특권 컨테이너를 시작하여 노드를 장악합니다',
}
const cluster: Text = {
  en: 'it holds the whole state of the cluster, every Secret among it',
  ko: '모든 시크릿을 포함한 클러스터의 전체 상태를 담고 있습니다',
}

function port(number: number, name: string, severity: Severity, gives: Text): AdminPort {
  return { port: number, name, severity, gives }
}

/**
 * Ports that mean one thing nearly everywhere. Left out are those that many programs share (8080, 8888, 9000, 9090, 5000…): for them the image
 * decides, see admin-interfaces.ts.
 * Source: the IANA service name and port number registry, and the products' own documentation.
 */
export const adminPorts: ReadonlyMap<number, AdminPort> = new Map(
  [
    port(2375, 'Docker API', 'critical', node),
    port(10250, 'kubelet API', 'critical', {
      en: 'whoever gets past its login runs commands in every pod of the node',
      ko: '인증을 통과한 사람은 노드의 모든 파드에서 명령을 실행합니다',
    }),
    port(2379, 'etcd', 'critical', cluster),
    port(2380, 'etcd peers', 'critical', cluster),
    port(44134, 'Tiller', 'critical', {
      en: 'it asks for no login and usually may do everything in the cluster',
      ko: '로그인을 요구하지 않으며 보통 클러스터에서 모든 작업을 할 수 있습니다',
    }),
    port(8265, 'Ray dashboard', 'critical', runsCode),
    port(9229, 'Node.js inspector', 'critical', runsCode),
    port(3306, 'MySQL', 'high', guess),
    port(33060, 'MySQL X', 'high', guess),
    port(5432, 'PostgreSQL', 'high', guess),
    port(1433, 'SQL Server', 'high', guess),
    port(1521, 'Oracle Database', 'high', guess),
    port(26257, 'CockroachDB', 'high', guess),
    port(27017, 'MongoDB', 'high', noPassword),
    port(6379, 'Redis', 'high', noPassword),
    port(11211, 'Memcached', 'high', noPassword),
    port(9042, 'Cassandra', 'high', noPassword),
    port(9200, 'Elasticsearch', 'high', noPassword),
    port(9300, 'Elasticsearch transport', 'high', noPassword),
    port(5984, 'CouchDB', 'high', guess),
    port(8086, 'InfluxDB', 'high', guess),
    port(7474, 'Neo4j', 'high', guess),
    port(7687, 'Neo4j Bolt', 'high', guess),
    port(28015, 'RethinkDB', 'high', noPassword),
    port(19530, 'Milvus', 'high', noPassword),
    port(6333, 'Qdrant', 'high', noPassword),
    port(11434, 'Ollama', 'high', {
      en: 'it asks for no login: anyone uses its models and machines',
      ko: '로그인을 요구하지 않아 누구나 모델과 장비를 사용할 수 있습니다',
    }),
    port(2181, 'ZooKeeper', 'high', noPassword),
    port(9092, 'Kafka', 'high', noPassword),
    port(5672, 'AMQP', 'high', guess),
    port(15672, 'RabbitMQ management', 'high', guess),
    port(61616, 'ActiveMQ', 'high', guess),
    port(4222, 'NATS', 'high', noPassword),
    port(8500, 'Consul', 'high', noPassword),
    port(4646, 'Nomad', 'critical', runsCode),
    port(5601, 'Kibana', 'high', noPassword),
    port(7077, 'Spark master', 'critical', runsCode),
    port(3389, 'Remote Desktop', 'high', guess),
    port(5900, 'VNC', 'high', guess),
    port(445, 'SMB', 'high', guess),
    port(2049, 'NFS', 'high', noPassword),
    port(873, 'rsync', 'high', noPassword),
  ].map((each) => [each.port, each]),
)
