namespace Coordination.Client.Cli;

/// <summary>How a command ended, for scripts.</summary>
public static class ExitCode
{
    public const int Ok = 0;
    public const int ServerError = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int Denied = 4;
    public const int Precondition = 5;
    public const int Unavailable = 6;
    public const int Partial = 7;
    public const int Interrupted = 130;
}

/// <summary>A command cannot be carried out; the message says what is wrong and what to do.</summary>
public sealed class CommandException(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
