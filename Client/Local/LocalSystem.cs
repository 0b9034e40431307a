using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coordination.Client.Cli;
using Coordination.Client.Connection;

namespace Coordination.Client.Local;

/// <summary>A system on this machine: its processes, ports, data and identities, all under one state folder.</summary>
public sealed class LocalSystem
{
    public static readonly Option<DirectoryInfo?> StateOption = new("--state") { Description = "State folder of the local system; default .coord in the checkout." };

    private static readonly TimeSpan _stopPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _startPatience = TimeSpan.FromSeconds(90);
    private const int WordsShown = 20;
    private const int PortFirst = 20_000;
    private const int PortCount = 12_000;

    private readonly string _folder;
    private readonly string _stateFile;

    private LocalSystem(string folder)
    {
        _folder = folder;
        _stateFile = Path.Combine(folder, "system.json");
        Identities = new DevIdentities(Path.Combine(folder, "identities"));
    }

    public DevIdentities Identities { get; }

    public static LocalSystem At(DirectoryInfo? folder) => new(folder?.FullName ?? Path.Combine(Repository.Root, ".coord"));

    public SystemState? Load() => File.Exists(_stateFile) ? JsonSerializer.Deserialize(File.ReadAllText(_stateFile), SystemJson.Default.SystemState) : null;

    /// <summary>The profile for calling this system as a jurisdiction, and as a person of it.</summary>
    public Task<Profile> ProfileOfAsync(string? jurisdiction, string? person, CancellationToken cancellation)
    {
        var state = Load() ?? throw new CommandException("No system to call: give --context, set COORD_ENDPOINT, or start one with coord up.", ExitCode.Unavailable);
        return Identities.ProfileOfAsync(state.Endpoints.First(), jurisdiction ?? DevIdentities.Ministry, person, cancellation);
    }

    /// <summary>How to call as any jurisdiction: on a local system, if nothing else says whom to call and as whom; else null.</summary>
    public static Func<string, Task<Profile>>? ForEveryJurisdiction(ParseResult parsed, CancellationToken cancellation)
    {
        if (Profile.IsGiven(parsed))
        {
            return null;
        }
        var system = At(parsed.GetValue(StateOption));
        return jurisdiction => system.ProfileOfAsync(jurisdiction, null, cancellation);
    }

    /// <summary>Starts what does not run and waits until it answers.</summary>
    /// <param name="asked">Null: as it was the last time.</param>
    public async Task<SystemState> UpAsync(SystemShape? asked, Session session, CancellationToken cancellation)
    {
        Directory.CreateDirectory(_folder);
        var before = Load();
        var shape = asked ?? before?.Shape ?? new(StoreChoice.Sqlite, 1, 1);
        Check(shape, before);
        var state = new SystemState(shape, before?.Ports ?? [], before?.Processes ?? []);
        var programs = await Programs.PrepareAsync(_folder, shape, session, cancellation);
        foreach (var role in programs.Roles)
        {
            if (!state.Processes.Any(process => process.Role == role.Name && process.IsRunning))
            {
                var started = programs.Start(role, Port(state.Ports));
                state = state with { Processes = [.. state.Processes.Where(process => process.Role != role.Name), started] };
                Save(state);
                session.Say($"{role.Name}: pid {started.Pid}");
            }
        }
        await ReadyAsync(state, cancellation);
        return state;
    }

    /// <summary>What a program of ours is told to find this system's store; starts the database server if it does not run.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StoreSettingsAsync(Session session, CancellationToken cancellation)
    {
        var state = Load() ?? throw new CommandException("There is no local system. Start one with coord up.", ExitCode.NotFound);
        return (await Programs.PrepareAsync(_folder, state.Shape, session, cancellation)).Settings;
    }

    /// <summary>Stops what runs, gateways first, so that no call meets a silo that is gone.</summary>
    /// <returns>False if nothing ran.</returns>
    public async Task<bool> DownAsync(Session session, CancellationToken cancellation)
    {
        var running = (Load()?.Processes ?? []).Where(process => process.IsRunning).Reverse().ToList();
        foreach (var process in running)
        {
            await process.StopAsync(_stopPatience, cancellation);
            session.Say($"{process.Role}: stopped");
        }
        return await PostgresServer.At(_folder).StopAsync(cancellation) || running.Count > 0;
    }

    private static void Check(SystemShape shape, SystemState? before)
    {
        if (shape is { Store: StoreChoice.Sqlite } and not { Silos: 1, Gateways: 1 })
        {
            throw new CommandException("One SQLite file has one writing process: with --store sqlite silo and gateway are one process. For more of them use --store postgres.");
        }
        if (before is not null && before.Shape.Store != shape.Store)
        {
            throw new CommandException($"This state folder holds a system on {before.Shape.Store.ToString().ToLowerInvariant()}. Give another one with --state.");
        }
        if (before is not null && before.Shape != shape && before.Processes.Any(process => process.IsRunning))
        {
            throw new CommandException("The system is up with other numbers of silos and gateways. Run coord down first.");
        }
    }

    private async Task ReadyAsync(SystemState state, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_startPatience);
        foreach (var endpoint in state.Endpoints)
        {
            var profile = await Identities.ProfileOfAsync(endpoint, DevIdentities.Ministry, null, limit.Token);
            while (!await Health.AnswersAsync(profile, limit.Token))
            {
                if (state.Processes.FirstOrDefault(process => !process.IsRunning) is { } ended)
                {
                    throw new CommandException($"{ended.Role} ended by itself. Its last words, from {ended.Log}:{Environment.NewLine}{ended.LastWords(WordsShown)}", ExitCode.ServerError);
                }
                if (limit.IsCancellationRequested)
                {
                    throw new CommandException($"{endpoint} did not become ready within {_startPatience.TotalSeconds} s. Logs: {Path.Combine(_folder, "logs")}", ExitCode.Unavailable);
                }
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
            }
        }
    }

    private void Save(SystemState state) => File.WriteAllText(_stateFile, JsonSerializer.Serialize(state, SystemJson.Default.SystemState));

    // The port that a role had before, if nobody else took it meanwhile.
    private Func<string, int> Port(SortedDictionary<string, int> ports) => role =>
        ports[role] = ports.TryGetValue(role, out var before) && IsFree(before) ? before : Free(role, ports.Values);

    // Not left to the system: it hands out the same ports to everybody's outgoing connections, also before our process listens.
    private int Free(string role, IEnumerable<int> taken)
    {
        var start = BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes($"{_folder}/{role}"))) % PortCount;
        return Enumerable.Range(0, PortCount).Select(step => PortFirst + (start + step) % PortCount).First(port => !taken.Contains(port) && IsFree(port));
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
