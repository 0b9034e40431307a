using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Coordination.Persistence.Development;

/// <summary>
/// A PostgreSQL server of one's own for development and tests: its data in one folder, on a loopback port, with a password that is
/// kept in that folder, and as durable as a real one. It outlives this process until <see cref="Stop"/>.
/// </summary>
public sealed class LocalPostgres
{
    private const string User = "coordination";

    // Each gigabyte of log writes every page anew, so by default bulk is written twice. The server's own memory is kept small: what does not fit into it the
    // system keeps, and to take a page from there costs less than to touch a fresh one (80,000 records imported, 256 MB beside 1 GB: 6 % less work of the server).
    // All commits wait while a new file of the log is filled with zeros, .2 to .3 s for each: a server that has run for a while takes old files again, so a new one
    // does not fill them. Durability is left as it is.
    private const string Settings = "-c shared_buffers=256MB -c max_wal_size=4GB -c checkpoint_timeout=15min -c wal_init_zero=off";

    // The C library keeps what a statement used for the next one: given back to the system, its pages would be cleared anew for each.
    private static readonly string[] Memory = ["env", "MALLOC_TRIM_THRESHOLD_=268435456", "MALLOC_MMAP_THRESHOLD_=33554432"];

    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(60);

    private readonly string _folder, _programs;

    private LocalPostgres(string folder, string programs) => (_folder, _programs) = (Path.GetFullPath(folder), programs);

    private string Data => Path.Combine(_folder, "data");

    /// <summary>The server's process, or null if it does not run.</summary>
    public int? Pid => StatusLine(0) is { } pid && IsAlive(pid) ? pid : null;

    private int Port => int.Parse(File.ReadAllText(Path.Combine(_folder, "port")), CultureInfo.InvariantCulture);

    /// <summary>Starts the server of <paramref name="folder"/>, or finds it running; installs PostgreSQL (as root) and makes the folder's data as needed.</summary>
    public static async Task<LocalPostgres> Start(string folder, CancellationToken cancel = default)
    {
        var server = new LocalPostgres(folder, Programs() ?? await Install(cancel));
        if (!Directory.Exists(server.Data))
        {
            await server.Create(cancel);
        }
        if (server.Pid is null)
        {
            await server.Launch(cancel);
        }
        return server;
    }

    /// <summary>The server of <paramref name="folder"/> if it runs, else null.</summary>
    public static LocalPostgres? Find(string folder) =>
        Programs() is { } programs && new LocalPostgres(folder, programs) is { Pid: not null } server ? server : null;

    /// <summary>Connects to <paramref name="database"/>.</summary>
    public string ConnectionString(string database = "postgres") => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = User,
        Password = File.ReadAllText(Path.Combine(_folder, "password")),
        Database = database,
    }.ToString();

    /// <summary>One of PostgreSQL's own programs, e.g. <c>pg_dump</c>, of the server's version.</summary>
    public string Program(string name) => Path.Combine(_programs, name);

    /// <summary>Makes <paramref name="database"/> if it is not there.</summary>
    public async Task EnsureDatabase(string database, CancellationToken cancel = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString());
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection);
        command.Parameters.Add(new() { Value = database });
        if (!(bool)(await command.ExecuteScalarAsync(cancel))!)
        {
            await using var create = new NpgsqlCommand($"create database \"{database}\"", connection);
            await create.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Starts it again after it died.</summary>
    public Task Restart(CancellationToken cancel = default) => Launch(cancel);

    /// <summary>Ends it in order; clients are disconnected.</summary>
    public async Task Stop(CancellationToken cancel = default)
    {
        if (Pid is not null)
        {
            await Run(AsOwner(Path.Combine(_programs, "pg_ctl"), "stop", "-D", Data, "-m", "fast", "-w"), cancel);
        }
    }

    private static string? Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .MaxBy(bin => int.Parse(Path.GetFileName(Path.GetDirectoryName(bin)!), CultureInfo.InvariantCulture))
        : null;

    private static async Task<string> Install(CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new InvalidOperationException("PostgreSQL is not installed. Install the package postgresql, or run as root to let it be installed.");
        }
        await Run(["apt-get", "update", "-qq"], cancel);
        await Run(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"], cancel);
        return Programs() ?? throw new InvalidOperationException("The package postgresql was installed, but no initdb is under /usr/lib/postgresql.");
    }

    private async Task Create(CancellationToken cancel)
    {
        Directory.CreateDirectory(_folder);
        var password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), cancel);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(password, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        await File.WriteAllTextAsync(Path.Combine(_folder, "port"), FreePort().ToString(CultureInfo.InvariantCulture), cancel);
        if (Environment.IsPrivilegedProcess)
        {
            await Run(["chown", "-R", "postgres", _folder], cancel); // the folders above it must let that user pass
        }
        // All commits wait while a new file of the log is begun.
        await Run(AsOwner(Path.Combine(_programs, "initdb"), "-D", Data, "-U", User, "--pwfile", password,
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--wal-segsize=64"), cancel);
    }

    private async Task Launch(CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await Run(AsOwner([.. Memory, Path.Combine(_programs, "pg_ctl"), "start", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"),
                    "-o", $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 {Settings}"]), cancel);
                return;
            }
            catch (InvalidOperationException) when (waited.Elapsed < StartTimeMax)
            {
                // After a kill, the orphans of the last server may hold its memory for a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
            }
        }
    }

    // The server refuses to run as root.
    private static string[] AsOwner(params string[] command) =>
        Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command;

    private int? StatusLine(int line)
    {
        var file = Path.Combine(Data, "postmaster.pid");
        return File.Exists(file) && int.TryParse(File.ReadLines(file).ElementAtOrDefault(line), out var number) ? number : null;
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited && !IsZombie(pid);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // Killed, and not reaped yet: it has its pid and does nothing any more.
    private static bool IsZombie(int pid)
    {
        var status = $"/proc/{pid}/status";
        return File.Exists(status) && File.ReadLines(status).Any(line => line.StartsWith("State:\tZ", StringComparison.Ordinal));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task Run(string[] command, CancellationToken cancel)
    {
        // pg_ctl leaves the server behind with these handles: a pipe would never end, so it gets none.
        var shell = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        var output = Path.GetTempFileName();
        shell.ArgumentList.Add("-c");
        shell.ArgumentList.Add("out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null");
        shell.ArgumentList.Add("sh");
        shell.ArgumentList.Add(output);
        foreach (var argument in command)
        {
            shell.ArgumentList.Add(argument);
        }
        try
        {
            using var process = Process.Start(shell)!;
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{string.Join(' ', command)} failed: {await File.ReadAllTextAsync(output, cancel)}");
            }
        }
        finally
        {
            File.Delete(output);
        }
    }
}
