/*
 * hold: the small program that Fairlead mounts into containers, for images that have no shell and no sleep. It uses no
 * library. dev/hold.sh compiles it; the result is kept beside the server's classes, since a site has no compiler.
 *
 *   hold open SIGNAL [COMMAND…]   keeps a session open: runs the command, if there is one, and waits, also after its end.
 *                                 On SIGNAL (or TERM, INT, HUP, QUIT) everything in the container is told so, and hold
 *                                 ends once nothing else is left.
 *   hold end NAME=VALUE           ends what was started with this variable: HUP and TERM, after two seconds KILL.
 *   hold end NAME= NAME=SPARED    the same with any value that does not begin so.
 *   hold shell                    becomes the best shell that the image has.
 *   hold signal NUMBER NAME=VALUE signals what was started with this variable.
 *
 * "Started with this variable" are the processes that have it in their environment, those of their sessions, and their
 * children's children.
 */
typedef long word;
typedef unsigned long mask;

#if defined(__x86_64__)
enum { READ = 0, WRITE = 1, CLOSE = 3, SIGPROCMASK = 14, NANOSLEEP = 35, GETPID = 39, CLONE = 56, EXECVE = 59, WAIT4 = 61,
       KILL = 62, SIGTIMEDWAIT = 128, GETDENTS = 217, EXIT = 231, OPENAT = 257 };
static word call(word n, word a, word b, word c, word d) {
    word result;
    register word r10 __asm__("r10") = d;
    register word r8 __asm__("r8") = 0;
    __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                     : "rcx", "r11", "memory");
    return result;
}
__asm__(".globl _start\n_start: xor %ebp, %ebp; mov %rsp, %rdi; and $-16, %rsp; call begin\n");
#elif defined(__aarch64__)
enum { READ = 63, WRITE = 64, CLOSE = 57, SIGPROCMASK = 135, NANOSLEEP = 101, GETPID = 172, CLONE = 220, EXECVE = 221,
       WAIT4 = 260, KILL = 129, SIGTIMEDWAIT = 137, GETDENTS = 61, EXIT = 94, OPENAT = 56 };
static word call(word n, word a, word b, word c, word d) {
    register word x8 __asm__("x8") = n;
    register word x0 __asm__("x0") = a;
    register word x1 __asm__("x1") = b;
    register word x2 __asm__("x2") = c;
    register word x3 __asm__("x3") = d;
    register word x4 __asm__("x4") = 0;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : "memory");
    return x0;
}
__asm__(".globl _start\n_start: mov x29, #0; mov x0, sp; bl begin\n");
#endif

enum { HUP = 1, INT = 2, QUIT = 3, SIGKILL_ = 9, TERM = 15, CHLD = 17, CONT = 18 };
enum { WNOHANG = 1, AT_FDCWD = -100, DIRECTORY = 0x10000, EACCES = 13, MASK_BYTES = 8 };
enum { PROCESSES = 16384, PATH_BYTES = 4096, ENV_BYTES = 65536, PATIENCE = 100, PAUSE_NANOS = 20000000 };

static struct process {
    int pid, parent, group, session;
    char marked;
} all[PROCESSES];
static int count;

static void leave(int code) { for (;;) call(EXIT, code, 0, 0, 0); }

static word length(const char *text) {
    word n = 0;
    while (text[n]) n++;
    return n;
}

static void say(const char *text) { call(WRITE, 2, (word) text, length(text), 0); }

static void say_number(unsigned n) {
    char digits[12];
    int at = 11;
    digits[at] = 0;
    do digits[--at] = (char) ('0' + n % 10); while (n /= 10);
    say(digits + at);
}

static int number(const char *text) {
    int n = 0;
    for (; *text >= '0' && *text <= '9'; text++) n = n * 10 + (*text - '0');
    return n;
}

static int equal(const char *a, const char *b) {
    while (*a && *a == *b) a++, b++;
    return *a == *b;
}

static void pause_a_little(void) {
    struct { word seconds, nanos; } time = {0, PAUSE_NANOS};
    call(NANOSLEEP, (word) &time, 0, 0, 0);
}

/* "/proc/PID/NAME" opened; negative where that process is gone. */
static int open_of(int pid, const char *name) {
    char path[64] = "/proc/";
    char digits[12];
    int at = 11, to = 6;
    digits[at] = 0;
    do digits[--at] = (char) ('0' + pid % 10); while (pid /= 10);
    while (digits[at]) path[to++] = digits[at++];
    path[to++] = '/';
    while (*name) path[to++] = *name++;
    path[to] = 0;
    return (int) call(OPENAT, AT_FDCWD, (word) path, 0, 0);
}

/* Whether the environment has this variable with this value, or with any that does not begin as what is spared. */
static char carries(int pid, const char *marker, const char *spared) {
    static char part[ENV_BYTES];
    word most = length(marker), least = length(spared), at = 0, got;
    char same = 1, spare = least > 0, found = 0;
    int file = open_of(pid, "environ");
    if (file < 0) return 0;
    while (!found && (got = call(READ, file, (word) part, ENV_BYTES, 0)) > 0)
        for (word i = 0; i < got && !found; i++) {
            if (!part[i]) {
                found = same && (least ? at >= most && !(spare && at >= least) : at == most);
                same = 1;
                spare = least > 0;
                at = 0;
            } else {
                same = same && (at < most ? part[i] == marker[at] : least > 0);
                spare = spare && (at >= least || part[i] == spared[at]);
                at++;
            }
        }
    call(CLOSE, file, 0, 0, 0);
    return found;
}

/* Parent, group and session stand behind the name, which ends with the last parenthesis. */
static char known(int pid, struct process *to) {
    char text[512];
    int file = open_of(pid, "stat");
    if (file < 0) return 0;
    word got = call(READ, file, (word) text, sizeof text - 1, 0), at;
    call(CLOSE, file, 0, 0, 0);
    if (got <= 0) return 0;
    text[got] = 0;
    for (at = got; at > 0 && text[at] != ')'; at--) {}
    if (!at || text[at + 2] == 'Z') return 0;
    const char *next = text + at + 4;
    to->pid = pid;
    to->parent = number(next);
    while (*next && *next != ' ') next++;
    to->group = number(++next);
    while (*next && *next != ' ') next++;
    to->session = number(++next);
    to->marked = 0;
    return 1;
}

/* Every process that is there, but for the first, this one, and those that have ended. */
static void look(void) {
    static char entries[32768] __attribute__((aligned(8)));
    int self = (int) call(GETPID, 0, 0, 0, 0);
    int folder = (int) call(OPENAT, AT_FDCWD, (word) "/proc", DIRECTORY, 0);
    word got;
    count = 0;
    if (folder < 0) return;
    while ((got = call(GETDENTS, folder, (word) entries, sizeof entries, 0)) > 0)
        for (word at = 0; at < got; at += *(unsigned short *) (entries + at + 16)) {
            int pid = number(entries + at + 19);
            if (pid > 1 && pid != self && count < PROCESSES && known(pid, &all[count])) count++;
        }
    call(CLOSE, folder, 0, 0, 0);
}

/* Marks what belongs to the variable, until nothing more is found; how many those are. */
static int mark(const char *marker, const char *spared) {
    int marked = 0, more = 1;
    look();
    for (int i = 0; i < count; i++) all[i].marked = carries(all[i].pid, marker, spared);
    while (more) {
        more = 0;
        for (int i = 0; i < count; i++)
            for (int k = 0; k < count && !all[i].marked; k++)
                if (all[k].marked && (all[i].parent == all[k].pid || (all[i].session > 1 && all[i].session == all[k].session)))
                    all[i].marked = 1, more = 1;
    }
    for (int i = 0; i < count; i++) marked += all[i].marked;
    return marked;
}

static void signal_marked(int signal) {
    for (int i = 0; i < count; i++)
        if (all[i].marked) call(KILL, all[i].pid, signal, 0, 0);
}

static int end(const char *marker, const char *spared) {
    for (int tries = 0; mark(marker, spared); tries++) {
        if (tries == 0) {
            signal_marked(HUP);
            signal_marked(TERM);
            signal_marked(CONT);
        } else if (tries >= PATIENCE) {
            signal_marked(SIGKILL_);
        }
        if (tries > 2 * PATIENCE) return 1;
        pause_a_little();
    }
    return 0;
}

static void set_mask(mask blocked) { call(SIGPROCMASK, 2, (word) &blocked, 0, MASK_BYTES); }

static const char *variable(char **environment, const char *name) {
    for (; *environment; environment++) {
        word n = length(name);
        const char *entry = *environment;
        word i = 0;
        while (i < n && entry[i] == name[i]) i++;
        if (i == n && entry[i] == '=') return entry + n + 1;
    }
    return "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
}

/* Becomes the command, found as a shell would find it; returns where that cannot be, with the failure. */
static word become(char **command, char **environment) {
    char path[PATH_BYTES];
    const char *name = command[0], *from = variable(environment, "PATH");
    word failure = 0;
    for (const char *c = name; *c; c++)
        if (*c == '/') {
            failure = call(EXECVE, (word) name, (word) command, (word) environment, 0);
            from = "";
        }
    while (*from) {
        word to = 0;
        while (*from && *from != ':' && to < PATH_BYTES / 2) path[to++] = *from++;
        while (*from == ':') from++;
        path[to++] = '/';
        for (const char *c = name; *c && to < PATH_BYTES - 1; c++) path[to++] = *c;
        path[to] = 0;
        word result = call(EXECVE, (word) path, (word) command, (word) environment, 0);
        if (result == -EACCES) failure = result;
    }
    return failure;
}

static void become_or_say(char **command, char **environment) {
    word failure = become(command, environment);
    say("fairlead: the session's command cannot be run: ");
    say(command[0]);
    say(failure == -EACCES ? " (it may not be executed)\n" : " (there is no such program in the image)\n");
    leave(failure == -EACCES ? 126 : 127);
}

static void shell(char **environment) {
    static char *const shells[] = {"bash", "/bin/bash", "sh", "/bin/sh", "/busybox/sh"};
    for (unsigned i = 0; i < sizeof shells / sizeof *shells; i++) {
        char *command[] = {shells[i], 0};
        become(command, environment);
    }
    say("fairlead: the image has no shell; name a program that it has after --\n");
    leave(127);
}

/* Takes the ends of children; whether the command was among them. */
static char reap(word command) {
    int status;
    word pid;
    char ended = 0;
    while ((pid = call(WAIT4, -1, (word) &status, WNOHANG, 0)) > 0)
        if (pid == command) {
            int by = status & 0x7f;
            ended = 1;
            say("fairlead: the session's command ended with code ");
            say_number(by ? 128 + (unsigned) by : (unsigned) status >> 8 & 0xff);
            say("; the session stays open\n");
        }
    return ended;
}

/* Whether a process has set itself to ignore a signal, as shells do with TERM where somebody types to them. */
static char ignores(int pid, int signal) {
    static const char name[] = "SigIgn:\t";
    char text[4096];
    int file = open_of(pid, "status");
    if (file < 0) return 0;
    word got = call(READ, file, (word) text, sizeof text, 0), at, same = 0;
    call(CLOSE, file, 0, 0, 0);
    for (at = 0; at < got && name[same]; at++) same = text[at] == name[same] ? same + 1 : text[at] == name[0];
    mask ignored = 0;
    for (; at < got && text[at] > ' '; at++)
        ignored = ignored << 4 | (mask) (text[at] <= '9' ? text[at] - '0' : text[at] - 'a' + 10);
    return !name[same] && (ignored >> (signal - 1) & 1);
}

/* What does not belong to our own group, which the first process signals, is told as well; shells by hanging up. */
static void tell_all(int signal) {
    struct process self;
    int group = known((int) call(GETPID, 0, 0, 0, 0), &self) ? self.group : 0;
    look();
    for (int i = 0; i < count; i++)
        if (all[i].group != group) {
            call(KILL, all[i].pid, ignores(all[i].pid, signal) ? HUP : signal, 0, 0);
            call(KILL, all[i].pid, CONT, 0, 0);
        }
}

static int open_session(int stop, char **command, char **environment) {
    mask every = ~0ul;
    word child = 0;
    int signal;
    set_mask(every);
    if (*command && (child = call(CLONE, CHLD, 0, 0, 0)) == 0) {
        set_mask(0);
        become_or_say(command, environment);
    }
    for (;;) {
        signal = (int) call(SIGTIMEDWAIT, (word) &every, 0, 0, MASK_BYTES);
        if (signal == CHLD) {
            if (reap(child)) child = 0;
        } else if (signal == stop || signal == TERM || signal == INT || signal == HUP || signal == QUIT) {
            break;
        }
    }
    tell_all(stop);
    for (look(); count; look()) {
        pause_a_little();
        reap(0);
    }
    return 0;
}

__attribute__((used)) void begin(word *stack) {
    word words = *stack;
    char **argument = (char **) (stack + 1), **environment = argument + words + 1;
    if (words >= 3 && equal(argument[1], "open"))
        leave(open_session(number(argument[2]), argument + 3, environment));
    if ((words == 3 || words == 4) && equal(argument[1], "end")) leave(end(argument[2], words == 4 ? argument[3] : ""));
    if (words == 2 && equal(argument[1], "shell")) shell(environment);
    if (words == 4 && equal(argument[1], "signal")) {
        mark(argument[3], "");
        signal_marked(number(argument[2]));
        leave(0);
    }
    say("fairlead: hold is Fairlead's own program in a container and not for people\n");
    leave(2);
}
