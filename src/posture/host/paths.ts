// table: what every path of a node gives, with the words for it; paths are looked up by the longest that covers them
import type { Severity, Text } from '../../model/index.ts'

/** What access to a path of the node gives to whoever is in the container. */
export interface Gain {
  readonly severity: Severity
  /** Ends the sentence `container a mounts /etc of the node writable: …`. */
  readonly gives: Text
}

/** A path of the node and what it gives, by how it is mounted; what is left out gives nothing worth naming. */
export interface NodePath {
  /** Normalised; a last segment may end in `*`. */
  readonly path: string
  /** It holds for this path alone, not for everything below it. */
  readonly alone?: true
  readonly write?: Gain
  readonly read?: Gain
  /** As `read`, where the mount is recursively read-only (KEP-3857). */
  readonly sealed?: Gain
}

function gain(severity: Severity, en: string, ko: string): Gain {
  return { severity, gives: { en, ko } }
}

const owns = gain(
  'critical',
  'an intruder rewrites the node’s own programs and accounts and owns it with every pod on it',
  '침입자가 노드의 프로그램과 계정을 바꾸어 노드와 그 위의 모든 파드를 장악합니다',
)
const holesInReadOnly = gain(
  'critical',
  'read-only does not cover what is mounted below it, so root still writes /proc/sys/kernel/core_pattern and runs commands on the node',
  '읽기 전용은 그 아래에 마운트된 것까지 막지 못하므로 root가 /proc/sys/kernel/core_pattern에 써서 노드에서 명령을 실행합니다',
)
const readsNode = gain(
  'high',
  'an intruder reads the kubelet’s key and the secrets of every pod on the node',
  '침입자가 kubelet의 키와 노드에 있는 모든 파드의 시크릿을 읽습니다',
)
const runsFile = gain('critical', 'a file placed there is run as root by the node', '그곳에 놓은 파일을 노드가 root로 실행합니다')
const writesEtc = gain(
  'critical',
  'a cron job, a unit or a static pod placed there runs as root on the node',
  '그곳에 놓은 cron 작업, systemd 유닛, 정적 파드가 노드에서 root로 실행됩니다',
)
const readsEtc = gain(
  'high',
  'an intruder reads password hashes, SSH host keys and the kubeconfigs of the node',
  '침입자가 비밀번호 해시, SSH 호스트 키, 노드의 kubeconfig를 읽습니다',
)
const staticPod = gain(
  'critical',
  'a static pod placed there runs with any right, past every admission check',
  '그곳에 놓은 정적 파드가 모든 승인 검사를 건너뛰고 어떤 권한으로든 실행됩니다',
)
const readsKubeconfig = gain(
  'high',
  'an intruder reads the node’s kubeconfig, and on a control-plane node the administrator’s',
  '침입자가 노드의 kubeconfig를 읽고, 컨트롤 플레인 노드라면 관리자의 것도 읽습니다',
)
const readsAuthority = gain(
  'critical',
  'on a control-plane node an intruder reads the keys with which to become any user of the cluster',
  '컨트롤 플레인 노드에서 침입자가 클러스터의 어떤 사용자든 될 수 있는 키를 읽습니다',
)
const writesAccounts = gain(
  'critical',
  'an intruder makes an account with root’s rights on the node',
  '침입자가 노드에 root 권한의 계정을 만듭니다',
)
const readsHashes = gain(
  'high',
  'an intruder reads the password hashes of the node’s accounts',
  '침입자가 노드 계정의 비밀번호 해시를 읽습니다',
)
const readsHostKeys = gain(
  'high',
  'an intruder reads the SSH host keys and can pose as the node',
  '침입자가 SSH 호스트 키를 읽어 노드로 위장할 수 있습니다',
)
const writesNames = gain(
  'high',
  'an intruder redirects the names that the node looks up, those of its registries among them',
  '침입자가 레지스트리를 포함해 노드가 조회하는 이름을 다른 곳으로 돌립니다',
)
const writesTrust = gain(
  'high',
  'the node then trusts certificates of the intruder’s making',
  '노드가 침입자가 만든 인증서를 신뢰하게 됩니다',
)
const runtimeConfig = gain(
  'critical',
  'the container runtime starts the program that is named there, as root on the node',
  '컨테이너 런타임이 그곳에 적힌 프로그램을 노드에서 root로 실행합니다',
)
const readsRegistryLogin = gain(
  'medium',
  'an intruder reads the runtime’s configuration and the registry logins in it',
  '침입자가 런타임 설정과 그 안의 레지스트리 로그인 정보를 읽습니다',
)
const cniConfig = gain(
  'critical',
  'the runtime runs the network plugin that is named there for every pod, as root on the node',
  '런타임이 모든 파드에 대해 그곳에 적힌 네트워크 플러그인을 노드에서 root로 실행합니다',
)
const readsCniLogin = gain(
  'medium',
  'an intruder reads the network plugin’s login to the cluster, where it keeps it there',
  '네트워크 플러그인이 그곳에 클러스터 로그인 정보를 두었다면 침입자가 이를 읽습니다',
)
const cniPlugins = gain(
  'critical',
  'the runtime runs the programs in there for every pod, as root on the node',
  '런타임이 모든 파드에 대해 그 안의 프로그램을 노드에서 root로 실행합니다',
)
const writesConfig = gain(
  'medium',
  'programs of the node obey the configuration in there',
  '노드의 프로그램이 그 안의 설정을 따릅니다',
)
const writesHome = gain(
  'critical',
  'an SSH key or a shell profile placed there opens an account of the node',
  '그곳에 놓은 SSH 키나 셸 프로필로 노드의 계정이 열립니다',
)
const readsHome = gain(
  'high',
  'an intruder reads the SSH keys, kubeconfigs and cloud credentials kept there',
  '침입자가 그곳에 있는 SSH 키, kubeconfig, 클라우드 자격 증명을 읽습니다',
)
const writesProc = gain(
  'critical',
  'through /proc/sys/kernel/core_pattern root runs commands on the node',
  'root가 /proc/sys/kernel/core_pattern을 통해 노드에서 명령을 실행합니다',
)
const readsProc = gain(
  'high',
  'root reads the environment and files of the node’s other processes through it',
  'root가 이를 통해 노드에 있는 다른 프로세스의 환경 변수와 파일을 읽습니다',
)
const writesSys = gain(
  'critical',
  'through uevent_helper or a cgroup’s release_agent root runs commands on the node',
  'root가 uevent_helper나 cgroup의 release_agent를 통해 노드에서 명령을 실행합니다',
)
const readsSys = gain(
  'medium',
  'read-only does not cover what is mounted below it, so root still writes /sys/fs/cgroup',
  '읽기 전용은 그 아래에 마운트된 것까지 막지 못하므로 root가 /sys/fs/cgroup에 쓸 수 있습니다',
)
const hardware = gain('low', 'it tells what hardware and kernel the node has', '노드의 하드웨어와 커널 정보를 알 수 있습니다')
const writesCgroup = gain(
  'high',
  'root freezes or starves the other pods, and with cgroup v1 runs commands on the node through release_agent',
  'root가 다른 파드를 멈추거나 자원을 빼앗고, cgroup v1에서는 release_agent로 노드에서 명령을 실행합니다',
)
const writesBpf = gain(
  'high',
  'root replaces the eBPF programs and maps pinned there, which decide on every pod’s traffic',
  'root가 그곳에 고정된, 모든 파드의 트래픽을 결정하는 eBPF 프로그램과 맵을 바꿉니다',
)
const tracesKernel = gain(
  'high',
  'root traces the kernel and so reads what other pods pass through it',
  'root가 커널을 추적하여 다른 파드가 주고받는 내용을 읽습니다',
)
const tunesKernel = gain(
  'medium',
  'root changes how the node’s kernel and devices work for every pod',
  'root가 모든 파드에 영향을 주는 노드의 커널과 장치 동작을 바꿉니다',
)
const devices = gain(
  'high',
  'an intruder types into the node’s terminals and, where the container may use devices, reads and writes its disks',
  '침입자가 노드의 터미널에 입력하고, 컨테이너가 장치를 쓸 수 있다면 디스크를 읽고 씁니다',
)
const memory = gain(
  'critical',
  'an intruder reads and writes the memory of the node’s kernel',
  '침입자가 노드 커널의 메모리를 읽고 씁니다',
)
const disk = gain(
  'critical',
  'an intruder reads and writes the node’s disk past all file permissions, where the container may use devices',
  '컨테이너가 장치를 쓸 수 있다면 침입자가 파일 권한과 무관하게 노드의 디스크를 읽고 씁니다',
)
const sharedMemory = gain(
  'medium',
  'an intruder reads and changes memory that processes of the node share',
  '침입자가 노드의 프로세스들이 공유하는 메모리를 읽고 바꿉니다',
)
const writesBoot = gain(
  'critical',
  'the node runs the changed kernel or initial ramdisk from its next boot on',
  '노드가 다음 부팅부터 변조된 커널이나 초기 램디스크를 실행합니다',
)
const writesModules = gain(
  'critical',
  'the node loads a module placed there into its kernel',
  '노드가 그곳에 놓은 모듈을 커널에 올립니다',
)
const writesPrograms = gain(
  'critical',
  'an intruder replaces programs that the node runs as root',
  '침입자가 노드가 root로 실행하는 프로그램을 바꿉니다',
)
const writesShared = gain(
  'medium',
  'an intruder changes files that programs of the node read',
  '침입자가 노드의 프로그램이 읽는 파일을 바꿉니다',
)
const writesKubelet = gain(
  'critical',
  'an intruder changes the kubelet’s configuration and the volumes of every pod on the node',
  '침입자가 kubelet 설정과 노드에 있는 모든 파드의 볼륨을 바꿉니다',
)
const pluginSockets = gain(
  'medium',
  'an intruder poses as a storage or device plugin, and gets what the kubelet hands to pods of that plugin',
  '침입자가 스토리지 또는 장치 플러그인으로 위장하여, 그 플러그인을 쓰는 파드에 전달될 내용을 kubelet에게서 받습니다',
)
const podResources = gain(
  'low',
  'it tells which devices each pod on the node has',
  '노드의 각 파드가 어떤 장치를 쓰는지 알 수 있습니다',
)
const etcd = gain(
  'critical',
  'an intruder reads every secret of the cluster from its database',
  '침입자가 클러스터 데이터베이스에서 모든 시크릿을 읽습니다',
)
const writesContainers = gain(
  'critical',
  'an intruder changes the files of every container on the node, the privileged ones among them',
  '침입자가 특권 컨테이너를 포함해 노드에 있는 모든 컨테이너의 파일을 바꿉니다',
)
const readsContainers = gain(
  'high',
  'an intruder reads the files of every container on the node',
  '침입자가 노드에 있는 모든 컨테이너의 파일을 읽습니다',
)
const readsDockerContainers = gain(
  'medium',
  'an intruder reads the logs and the environment variables of every container on the node',
  '침입자가 노드에 있는 모든 컨테이너의 로그와 환경 변수를 읽습니다',
)
const writesLog = gain(
  'medium',
  'a symbolic link placed there makes the kubelet serve any file of the node as a log',
  '그곳에 심볼릭 링크를 놓으면 kubelet이 노드의 어떤 파일이든 로그로 내어 줍니다',
)
const readsLog = gain(
  'low',
  'it reads the logs there, with whatever other pods and the node print into them',
  '다른 파드와 노드가 남긴 내용을 포함해 그곳의 로그를 읽습니다',
)
const manager = gain(
  'critical',
  'root tells systemd through its sockets to run commands on the node',
  'root가 systemd의 소켓을 통해 노드에서 명령을 실행하게 합니다',
)
const namespaces = gain(
  'medium',
  'with CAP_SYS_ADMIN an intruder enters the network of every pod on the node',
  'CAP_SYS_ADMIN이 있으면 침입자가 노드에 있는 모든 파드의 네트워크에 들어갑니다',
)
const readsUserData = gain(
  'medium',
  'an intruder reads the node’s boot data, join tokens among them where they are passed that way',
  '침입자가 노드의 부팅 데이터를 읽으며, 조인 토큰이 그렇게 전달되었다면 그것도 읽습니다',
)
const writesWindows = gain(
  'critical',
  'a container that runs as ContainerAdministrator replaces programs that the node runs',
  'ContainerAdministrator로 실행되는 컨테이너가 노드가 실행하는 프로그램을 바꿉니다',
)

/** Paths that amount to the node, or to a part of it worth a word. The longest entry that covers a path decides. */
export const nodePaths: readonly NodePath[] = [
  { path: '/', alone: true, write: owns, read: holesInReadOnly, sealed: readsNode },

  { path: '/etc', alone: true, write: writesEtc, read: readsEtc },
  { path: '/etc', write: writesConfig },
  { path: '/etc/localtime' },
  { path: '/etc/timezone' },
  { path: '/etc/machine-id' },
  { path: '/etc/os-release' },
  { path: '/etc/lsb-release' },
  { path: '/etc/kubernetes', write: staticPod, read: readsKubeconfig },
  { path: '/etc/kubernetes/pki', write: readsAuthority, read: readsAuthority },
  { path: '/etc/kubernetes/admin.conf', write: readsAuthority, read: readsAuthority },
  { path: '/etc/kubernetes/super-admin.conf', write: readsAuthority, read: readsAuthority },
  { path: '/etc/rancher', write: readsAuthority, read: readsAuthority },
  { path: '/etc/cni', write: cniConfig, read: readsCniLogin },
  { path: '/etc/docker', write: runtimeConfig, read: readsRegistryLogin },
  { path: '/etc/containerd', write: runtimeConfig, read: readsRegistryLogin },
  { path: '/etc/crio', write: runtimeConfig, read: readsRegistryLogin },
  { path: '/etc/containers', write: runtimeConfig, read: readsRegistryLogin },
  { path: '/etc/cron*', write: runsFile },
  { path: '/etc/systemd', write: runsFile },
  { path: '/etc/init.d', write: runsFile },
  { path: '/etc/rc*', write: runsFile },
  { path: '/etc/udev', write: runsFile },
  { path: '/etc/profile*', write: runsFile },
  { path: '/etc/ld.so*', write: runsFile },
  { path: '/etc/modprobe.d', write: runsFile },
  { path: '/etc/passwd*', write: writesAccounts },
  { path: '/etc/group*', write: writesAccounts },
  { path: '/etc/shadow*', write: writesAccounts, read: readsHashes },
  { path: '/etc/gshadow*', write: writesAccounts, read: readsHashes },
  { path: '/etc/sudoers*', write: writesAccounts },
  { path: '/etc/pam.d', write: writesAccounts },
  { path: '/etc/ssh', write: writesAccounts, read: readsHostKeys },
  { path: '/etc/hosts', write: writesNames },
  { path: '/etc/resolv.conf', write: writesNames },
  { path: '/etc/ssl', write: writesTrust },
  { path: '/etc/pki', write: writesTrust },
  { path: '/etc/ca-certificates', write: writesTrust },
  { path: '/usr/share/ca-certificates', write: writesTrust },
  { path: '/usr/local/share/ca-certificates', write: writesTrust },

  { path: '/root', write: writesHome, read: readsHome },
  { path: '/home', write: writesHome, read: readsHome },

  { path: '/proc', write: writesProc, read: readsProc },
  { path: '/sys', alone: true, write: writesSys, read: readsSys, sealed: hardware },
  { path: '/sys', write: tunesKernel, read: hardware },
  { path: '/sys/kernel', alone: true, write: writesSys, read: hardware },
  { path: '/sys/kernel/debug', write: tracesKernel, read: tracesKernel },
  { path: '/sys/kernel/tracing', write: tracesKernel, read: tracesKernel },
  { path: '/sys/fs', alone: true, write: writesCgroup, read: hardware },
  { path: '/sys/fs/cgroup', write: writesCgroup, read: hardware },
  { path: '/sys/fs/bpf', write: writesBpf },

  { path: '/dev', alone: true, write: devices, read: devices },
  { path: '/dev/pts', write: devices, read: devices },
  { path: '/dev/mem', write: memory, read: memory },
  { path: '/dev/kmem', write: memory, read: memory },
  { path: '/dev/port', write: memory, read: memory },
  { path: '/dev/sd*', write: disk, read: disk },
  { path: '/dev/vd*', write: disk, read: disk },
  { path: '/dev/xvd*', write: disk, read: disk },
  { path: '/dev/nvme*', write: disk, read: disk },
  { path: '/dev/dm-*', write: disk, read: disk },
  { path: '/dev/disk', write: disk, read: disk },
  { path: '/dev/mapper', write: disk, read: disk },
  { path: '/dev/shm', write: sharedMemory, read: sharedMemory },

  { path: '/boot', write: writesBoot },
  { path: '/usr', write: writesPrograms },
  { path: '/usr/share', write: writesShared },
  { path: '/usr/src', write: writesShared },
  { path: '/usr/lib/modules', write: writesModules },
  { path: '/usr/lib/os-release' },
  { path: '/usr/share/zoneinfo' },
  { path: '/usr/libexec/kubernetes/kubelet-plugins', write: runsFile },

  { path: '/opt', alone: true, write: writesPrograms },
  { path: '/opt/cni', write: cniPlugins },
  { path: '/opt/bin', write: writesPrograms },

  { path: '/var', alone: true, write: writesKubelet, read: readsNode },
  { path: '/var/lib', alone: true, write: writesKubelet, read: readsNode },
  { path: '/var/lib/kubelet', write: writesKubelet, read: readsNode },
  { path: '/var/lib/kubelet/plugins', write: pluginSockets, read: pluginSockets },
  { path: '/var/lib/kubelet/plugins_registry', write: pluginSockets, read: pluginSockets },
  { path: '/var/lib/kubelet/device-plugins', write: pluginSockets, read: pluginSockets },
  { path: '/var/lib/kubelet/pod-resources', write: podResources, read: podResources },
  { path: '/var/lib/containerd', write: writesContainers, read: readsContainers },
  { path: '/var/lib/docker', write: writesContainers, read: readsContainers },
  { path: '/var/lib/docker/containers', write: writesContainers, read: readsDockerContainers },
  { path: '/var/lib/containers', write: writesContainers, read: readsContainers },
  { path: '/var/lib/etcd*', write: etcd, read: etcd },
  { path: '/var/lib/rancher', write: writesKubelet, read: readsAuthority },
  { path: '/var/lib/minikube', write: readsAuthority, read: readsAuthority },
  { path: '/var/lib/k0s', write: readsAuthority, read: readsAuthority },
  { path: '/var/snap/microk8s', write: readsAuthority, read: readsAuthority },
  { path: '/var/lib/cloud', write: runsFile, read: readsUserData },
  { path: '/var/log', write: writesLog, read: readsLog },
  { path: '/var/spool', alone: true, write: runsFile },
  { path: '/var/spool/cron', write: runsFile },

  { path: '/run/systemd', write: manager, read: manager },
  { path: '/run/dbus', write: manager, read: manager },
  { path: '/run/log', write: writesLog, read: readsLog },
  { path: '/run/containerd', write: writesContainers, read: readsContainers },
  { path: '/run/k3s', write: writesContainers, read: readsContainers },
  { path: '/run/crio', write: writesContainers, read: readsContainers },
  { path: '/run/netns', write: namespaces, read: namespaces },

  { path: 'c:', alone: true, write: writesWindows, read: readsNode },
  { path: 'c:/windows', write: writesWindows },
  { path: 'c:/program files*', write: writesWindows },
  { path: 'c:/programdata', write: writesWindows },
  { path: 'c:/k', write: writesWindows, read: readsKubeconfig },
  { path: 'c:/etc/kubernetes', write: writesWindows, read: readsKubeconfig },
  { path: 'c:/var/lib/kubelet', write: writesKubelet, read: readsNode },
  { path: 'c:/users', write: writesHome, read: readsHome },
]

/** A socket by which a container runtime takes orders, or a directory of it. */
export interface RuntimeSocket {
  readonly path: string
  readonly runtime: string
}

/** Where the runtimes listen. A directory gives whatever socket is in it. */
export const runtimeSockets: readonly RuntimeSocket[] = [
  { path: '/run', runtime: 'containerd' },
  { path: '/run/docker.sock', runtime: 'Docker' },
  { path: '/run/docker', runtime: 'Docker' },
  { path: '/run/cri-dockerd.sock', runtime: 'cri-dockerd' },
  { path: '/run/dockershim.sock', runtime: 'Docker' },
  { path: '/run/containerd', runtime: 'containerd' },
  { path: '/run/containerd/containerd.sock', runtime: 'containerd' },
  { path: '/run/containerd/containerd.sock.ttrpc', runtime: 'containerd' },
  { path: '/run/k3s', runtime: 'containerd' },
  { path: '/run/k3s/containerd', runtime: 'containerd' },
  { path: '/run/k3s/containerd/containerd.sock', runtime: 'containerd' },
  { path: '/run/k0s', runtime: 'containerd' },
  { path: '/run/k0s/containerd.sock', runtime: 'containerd' },
  { path: '/run/crio', runtime: 'CRI-O' },
  { path: '/run/crio/crio.sock', runtime: 'CRI-O' },
  { path: '/run/podman', runtime: 'Podman' },
  { path: '/run/podman/podman.sock', runtime: 'Podman' },
  { path: '/run/nri', runtime: 'NRI' },
  { path: '/run/nri/nri.sock', runtime: 'NRI' },
  { path: '/var/snap/microk8s/common/run', runtime: 'containerd' },
  { path: '//./pipe/docker_engine', runtime: 'Docker' },
  { path: '//./pipe/containerd-containerd', runtime: 'containerd' },
]

/** File names that are such a socket wherever they lie. */
export const runtimeSocketNames: ReadonlyMap<string, string> = new Map([
  ['docker.sock', 'Docker'],
  ['cri-dockerd.sock', 'cri-dockerd'],
  ['dockershim.sock', 'Docker'],
  ['containerd.sock', 'containerd'],
  ['crio.sock', 'CRI-O'],
  ['podman.sock', 'Podman'],
])
