using System.Globalization;

namespace Coordination.Benchmarks.Store;

/// <summary>
/// Processor time of this process and of a database server's processes. On a machine that others use too it says more than the
/// clock does: what a write costs, whoever else is running.
/// </summary>
public sealed class CpuTime(int? serverPid)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10); // USER_HZ is 100 on Linux

    private readonly TimeSpan _client = Environment.CpuUsage.TotalTime;
    private readonly TimeSpan _server = Server(serverPid);

    public TimeSpan ClientSpent => Environment.CpuUsage.TotalTime - _client;

    public TimeSpan ServerSpent => Server(serverPid) - _server;

    private static TimeSpan Server(int? postmaster)
    {
        if (postmaster is null || !OperatingSystem.IsLinux())
        {
            return TimeSpan.Zero;
        }
        long ticks = 0;
        foreach (var folder in Directory.GetDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            if (Stat(folder) is { } stat && (stat.Parent == postmaster || Path.GetFileName(folder) == postmaster.Value.ToString(CultureInfo.InvariantCulture)))
            {
                ticks += stat.Ticks;
            }
        }
        return ticks * Tick;
    }

    private static (int Parent, long Ticks)? Stat(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' '); // the name before may hold blanks
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null; // it ended meanwhile
        }
    }
}
