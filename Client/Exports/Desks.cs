using System.CommandLine;
using Coordination.Client.Cli;
using Coordination.Client.Connection;
using Coordination.Client.Local;

namespace Coordination.Client.Exports;

/// <summary>
/// Who is asked for an export. A caller sees its own jurisdiction's part only; on a local system, where every jurisdiction's
/// certificate is at hand, each is asked for its own.
/// </summary>
internal sealed class Desks : IDisposable
{
    private const string Commander = "commander-a";
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(500);

    private readonly List<Desk> _desks;
    private readonly Desk _counting;

    private Desks(List<Desk> desks, Desk counting) => (_desks, _counting) = (desks, counting);

    public static async Task<Desks> OpenAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (LocalSystem.ForEveryJurisdiction(parsed, cancellation) is not { } everyone)
        {
            var own = new Desk(await Profile.FromAsync(parsed, cancellation));
            return new([own], own);
        }
        var system = LocalSystem.At(parsed.GetValue(LocalSystem.StateOption));
        var ministry = new Desk(await system.ProfileOfAsync(DevIdentities.Ministry, Commander, cancellation)); // reads every count as it is
        var codes = (await ministry.JurisdictionsAsync(cancellation)).Where(code => code != DevIdentities.Ministry).ToList();
        await system.Identities.IssueAsync(codes, cancellation); // all in one run, not one by one
        List<Desk> desks = [];
        foreach (var code in codes) { desks.Add(new Desk(await everyone(code))); }
        return new(desks, ministry);
    }

    /// <summary>Waits until every stored record has been compared, so that what is exported is final for what is stored.</summary>
    /// <exception cref="CommandException">It takes longer than <paramref name="patience"/>.</exception>
    public async Task SettleAsync(Session session, TimeSpan patience, CancellationToken cancellation)
    {
        long first = 0, left = 0;
        var waiting = WaitAsync();
        await session.ShowAsync(waiting, () => new($"waiting until all records are compared: {Interlocked.Read(ref left):N0} left", first - Interlocked.Read(ref left), first));
        await waiting;

        async Task WaitAsync()
        {
            var since = TimeProvider.System.GetTimestamp();
            while (true)
            {
                var pending = await _counting.PendingAsync(cancellation);
                if (pending == 0) { return; }
                first = Math.Max(first, pending);
                Interlocked.Exchange(ref left, pending);
                if (TimeProvider.System.GetElapsedTime(since) > patience)
                {
                    throw new CommandException($"{pending:N0} records are stored and not compared yet after {patience.TotalSeconds:N0} s; nothing was exported. Export again later, or wait longer with --wait.", ExitCode.Unavailable);
                }
                await Task.Delay(_poll, cancellation);
            }
        }
    }

    /// <summary>Asks all at once.</summary>
    public async Task<IReadOnlyList<T>> AskAsync<T>(Func<Desk, Task<T>> question) => await Task.WhenAll(_desks.Select(question));

    public void Dispose()
    {
        _desks.ForEach(desk => desk.Dispose());
        _counting.Dispose();
    }
}
