namespace Coordination.Gateway.Hosting;

/// <summary>What a file holds, read again when it changed: keys and certificates are renewed without a restart.</summary>
/// <param name="parse">A file that does not parse keeps the value before it; the next look tries again.</param>
public sealed partial class WatchedFile<T>(string path, Func<string, T> parse, TimeProvider clock, ILogger logger)
{
    /// <summary>How long a change may go unseen.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _reading = new();
    private Version _version = new(File.GetLastWriteTimeUtc(path), parse(path));
    private long _looked = clock.GetTimestamp();

    public T Value
    {
        get
        {
            if (clock.GetElapsedTime(Interlocked.Read(ref _looked)) >= LookEvery)
            {
                Look();
            }
            return _version.Value;
        }
    }

    private void Look()
    {
        lock (_reading)
        {
            var written = File.GetLastWriteTimeUtc(path);
            try
            {
                if (written != _version.Written)
                {
                    _version = new(written, parse(path));
                    LogRead(path);
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or System.Security.Cryptography.CryptographicException)
            {
                LogUnreadable(path, problem);
            }
            Interlocked.Exchange(ref _looked, clock.GetTimestamp());
        }
    }

    [LoggerMessage(LogLevel.Information, "Read {Path} again, because it changed.")]
    private partial void LogRead(string path);

    [LoggerMessage(LogLevel.Error, "Cannot read {Path}; what it held before stays in use.")]
    private partial void LogUnreadable(string path, Exception problem);

    private sealed record Version(DateTime Written, T Value);
}
