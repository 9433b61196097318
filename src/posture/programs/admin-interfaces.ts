import { type ImageReference, isImage } from '../../kube/image-reference.ts'
import type { Severity, Text } from '../../model/index.ts'

/** A program that is meant for administrators or for other programs, never for the public. */
export interface AdminInterface {
  readonly name: string
  readonly kind: 'database' | 'interface'
  /** Images that run it, wherever they are mirrored. */
  readonly images: readonly string[]
  /** Container ports that are meant; absent: all of them. */
  readonly ports?: readonly number[]
  /** Where the whole internet may connect. */
  readonly severity: Severity
  /** Ends the sentence `it leads to phpMyAdmin: …`. */
  readonly gives: Text
}

const guess: Text = {
  en: 'anyone may guess its passwords and try its vulnerabilities',
  ko: '누구나 비밀번호를 추측하고 취약점을 시도할 수 있습니다',
}
const open: Text = {
  en: 'it asks for no password by default, so anyone reads and changes its data',
  ko: '기본적으로 비밀번호를 요구하지 않아 누구나 데이터를 읽고 바꿀 수 있습니다',
}
const noLogin: Text = {
  en: 'it has no login of its own, so anyone uses it',
  ko: '자체 로그인이 없어 누구나 사용할 수 있습니다',
}
const shell: Text = {
  en: 'whoever gets past its login, if it has one, has a shell in the cluster',
  ko: '로그인이 없거나 이를 통과하면 클러스터 안에서 셸을 얻습니다',
}
const clusterUi: Text = {
  en: 'whoever gets past its login acts with its rights in the cluster',
  ko: '로그인을 통과한 사람은 이 프로그램의 권한으로 클러스터에서 작업합니다',
}
const databaseUi: Text = {
  en: 'whoever guesses a password, or finds one stored, reads and changes the databases behind it',
  ko: '비밀번호를 추측하거나 저장된 것을 찾은 사람은 그 뒤의 데이터베이스를 읽고 바꿉니다',
}
const insight: Text = {
  en: 'it has no login of its own and shows what runs in the cluster, with names and addresses',
  ko: '자체 로그인이 없으며 클러스터에서 실행되는 것을 이름과 주소까지 보여 줍니다',
}

function database(name: string, gives: Text, images: string, severity: Severity = 'high'): AdminInterface {
  return { name, kind: 'database', images: images.split(' '), severity, gives }
}

function ui(name: string, severity: Severity, gives: Text, images: string, ports?: readonly number[]): AdminInterface {
  return { name, kind: 'interface', images: images.split(' '), severity, gives, ...(ports === undefined ? {} : { ports }) }
}

/** Source: the products' own documentation of their images and of what they ask for by default. */
export const adminInterfaces: readonly AdminInterface[] = [
  database(
    'MySQL',
    guess,
    'library/mysql mysql/mysql-server bitnami/mysql bitnamilegacy/mysql percona/percona-server library/percona',
  ),
  database('MariaDB', guess, 'library/mariadb bitnami/mariadb bitnamilegacy/mariadb bitnami/mariadb-galera'),
  database(
    'PostgreSQL',
    guess,
    'library/postgres bitnami/postgresql bitnamilegacy/postgresql bitnami/postgresql-repmgr cloudnative-pg/postgresql postgis/postgis timescale/timescaledb pgvector/pgvector',
  ),
  database('SQL Server', guess, 'mcr.microsoft.com/mssql/server mssql/server'),
  database('CockroachDB', guess, 'cockroachdb/cockroach'),
  database(
    'MongoDB',
    open,
    'library/mongo mongodb/mongodb-community-server bitnami/mongodb bitnamilegacy/mongodb percona/percona-server-mongodb',
  ),
  database(
    'Redis',
    open,
    'library/redis bitnami/redis bitnamilegacy/redis redis/redis-stack redis/redis-stack-server bitnami/redis-cluster bitnamilegacy/redis-cluster',
  ),
  database('Valkey', open, 'valkey/valkey bitnami/valkey bitnamilegacy/valkey'),
  database('Dragonfly', open, 'dragonflydb/dragonfly'),
  database('Memcached', open, 'library/memcached bitnami/memcached bitnamilegacy/memcached'),
  database('Cassandra', open, 'library/cassandra bitnami/cassandra bitnamilegacy/cassandra scylladb/scylla'),
  database('CouchDB', guess, 'library/couchdb apache/couchdb'),
  database('InfluxDB', guess, 'library/influxdb bitnami/influxdb'),
  database('ClickHouse', open, 'clickhouse/clickhouse-server bitnami/clickhouse yandex/clickhouse-server'),
  database('Neo4j', guess, 'library/neo4j'),
  database(
    'Elasticsearch',
    open,
    'elasticsearch/elasticsearch library/elasticsearch bitnami/elasticsearch bitnamilegacy/elasticsearch',
  ),
  database('OpenSearch', guess, 'opensearchproject/opensearch'),
  database('etcd', open, 'coreos/etcd registry.k8s.io/etcd k8s.gcr.io/etcd bitnami/etcd bitnamilegacy/etcd', 'critical'),
  database('ZooKeeper', open, 'library/zookeeper bitnami/zookeeper bitnamilegacy/zookeeper confluentinc/cp-zookeeper'),
  database('Kafka', open, 'apache/kafka bitnami/kafka bitnamilegacy/kafka confluentinc/cp-kafka strimzi/kafka'),
  database('Qdrant', open, 'qdrant/qdrant'),
  database('Milvus', open, 'milvusdb/milvus'),
  database('Weaviate', open, 'semitechnologies/weaviate weaviate/weaviate'),

  ui(
    'Weave Scope',
    'critical',
    {
      en: 'it has no login and opens a terminal in every container and on every node',
      ko: '로그인이 없으며 모든 컨테이너와 노드의 터미널을 열어 줍니다',
    },
    'weaveworks/scope',
  ),
  ui('Web terminal', 'critical', shell, 'tsl0922/ttyd wettyoss/wetty butlerx/wetty'),
  ui(
    'Ray dashboard',
    'critical',
    { en: 'it has no login and runs whatever job is sent to it', ko: '로그인이 없으며 보내진 작업을 그대로 실행합니다' },
    'rayproject/ray rayproject/ray-ml',
    [8265, 10001],
  ),
  ui(
    'Kubernetes Dashboard',
    'high',
    clusterUi,
    'kubernetesui/dashboard kubernetesui/dashboard-web kubernetesui/dashboard-api google_containers/kubernetes-dashboard-amd64 kubernetes-dashboard-amd64',
  ),
  ui('Portainer', 'high', clusterUi, 'portainer/portainer-ce portainer/portainer-ee portainer/portainer'),
  ui(
    'Kubeflow',
    'high',
    clusterUi,
    'kubeflownotebookswg/centraldashboard kubeflow/kubeflow/centraldashboard kubeflow-images-public/centraldashboard',
  ),
  ui('Chaos Mesh dashboard', 'high', clusterUi, 'chaos-mesh/chaos-dashboard pingcap/chaos-dashboard'),
  ui(
    'Longhorn UI',
    'high',
    {
      en: 'it has no login, so anyone restores, attaches and deletes volumes',
      ko: '로그인이 없어 누구나 볼륨을 복원하고 연결하고 삭제할 수 있습니다',
    },
    'longhornio/longhorn-ui',
  ),
  ui('phpMyAdmin', 'high', databaseUi, 'library/phpmyadmin phpmyadmin/phpmyadmin bitnami/phpmyadmin bitnamilegacy/phpmyadmin'),
  ui('Adminer', 'high', databaseUi, 'library/adminer'),
  ui('pgAdmin', 'high', databaseUi, 'dpage/pgadmin4'),
  ui('mongo-express', 'high', databaseUi, 'library/mongo-express'),
  ui('redis-commander', 'high', noLogin, 'rediscommander/redis-commander joeferner/redis-commander'),
  ui('RedisInsight', 'high', noLogin, 'redis/redisinsight redislabs/redisinsight'),
  ui('Kafka console', 'high', noLogin, 'provectuslabs/kafka-ui kafbat/kafka-ui obsidiandynamics/kafdrop'),
  ui(
    'Jenkins',
    'high',
    {
      en: 'its script console gives a shell with every credential of the builds to whoever gets past its login',
      ko: '로그인을 통과한 사람은 스크립트 콘솔에서 빌드의 모든 자격 증명과 함께 셸을 얻습니다',
    },
    'jenkins/jenkins library/jenkins bitnami/jenkins',
  ),
  ui(
    'Jupyter',
    'high',
    shell,
    'jupyter/base-notebook jupyter/minimal-notebook jupyter/scipy-notebook jupyter/datascience-notebook jupyter/tensorflow-notebook jupyter/pyspark-notebook jupyter/all-spark-notebook jupyter/r-notebook',
  ),
  ui('code-server', 'high', shell, 'codercom/code-server linuxserver/code-server coder/code-server'),
  ui(
    'Selenium',
    'high',
    {
      en: 'it has no login and drives browsers inside the cluster network for anyone',
      ko: '로그인이 없으며 누구나 클러스터 네트워크 안에서 브라우저를 조종할 수 있습니다',
    },
    'selenium/hub selenium/standalone-chrome selenium/standalone-firefox selenium/standalone-edge',
  ),
  ui(
    'Container registry',
    'high',
    {
      en: 'it asks for no login by default, so anyone pulls its images and pushes others in their place',
      ko: '기본적으로 로그인을 요구하지 않아 누구나 이미지를 받고 다른 것으로 바꿔 푸시할 수 있습니다',
    },
    'library/registry distribution/distribution',
  ),
  ui('Consul', 'high', open, 'hashicorp/consul library/consul bitnami/consul'),
  ui('MLflow', 'high', noLogin, 'mlflow/mlflow'),
  ui('Flower', 'high', noLogin, 'mher/flower'),
  ui('Ollama', 'high', noLogin, 'ollama/ollama'),
  ui('Kibana', 'high', open, 'kibana/kibana library/kibana bitnami/kibana'),
  ui('OpenSearch Dashboards', 'high', guess, 'opensearchproject/opensearch-dashboards'),
  ui('RabbitMQ', 'high', guess, 'library/rabbitmq bitnami/rabbitmq bitnamilegacy/rabbitmq'),
  ui('Prometheus', 'medium', insight, 'prom/prometheus prometheus/prometheus bitnami/prometheus'),
  ui(
    'Alertmanager',
    'medium',
    {
      en: 'it has no login of its own, so anyone reads and silences the alarms',
      ko: '자체 로그인이 없어 누구나 경보를 읽고 끌 수 있습니다',
    },
    'prom/alertmanager prometheus/alertmanager bitnami/alertmanager',
  ),
  ui('Hubble UI', 'medium', insight, 'cilium/hubble-ui'),
  ui('Kubernetes Operational View', 'medium', insight, 'hjacobs/kube-ops-view'),
  ui(
    'node-exporter',
    'low',
    { en: 'it tells anyone the node’s kernel, disks and addresses', ko: '누구에게나 노드의 커널, 디스크, 주소를 알려 줍니다' },
    'prom/node-exporter prometheus/node-exporter',
  ),
]

/** What the image is, where it is one of those. */
export function adminInterfaceOf(image: ImageReference): AdminInterface | undefined {
  return adminInterfaces.find(({ images }) => images.some((name) => isImage(image, name)))
}
