namespace Coordination.Client.Local;

/// <summary>The checkout that this command line was built from: it starts the programs and tests beside it.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Where a project's build output is: the same configuration as this program's own.</summary>
    public static string OutputOf(string project) => Path.Combine(Root, project, "bin", Configuration, $"net{Environment.Version.Major}.0");

    /// <summary>The built program of a project, e.g. <c>Silo</c> or <c>tests/Domain.Tests</c>.</summary>
    public static string ProgramOf(string project) => Path.Combine(OutputOf(project), $"Coordination.{Path.GetFileName(project)}.dll");

    private static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release";

    private static string Find(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Coordination.sln")))
            {
                return at.FullName;
            }
        }
        throw new Cli.CommandException("This command works from a checkout only: no Coordination.sln above the program.");
    }
}
