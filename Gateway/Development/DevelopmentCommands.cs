using System.CommandLine;
using System.CommandLine.Parsing;
using Coordination.Gateway.Hosting;

namespace Coordination.Gateway.Development;

using Command = System.CommandLine.Command;     // a domain command is what Command means elsewhere

/// <summary>Issues credentials of the development authority: <c>dev-certificate</c> and <c>dev-token</c>.</summary>
public static class DevelopmentCommands
{
    public static IEnumerable<Command> All => [Certificate(), Token()];

    private static Command Certificate()
    {
        var jurisdictions = new Option<string[]>("--jurisdiction")
        {
            Description = "GB/T 2260 codes, 000000 for the ministry.", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        jurisdictions.Validators.Add(result => CheckCodes(result, result.GetValueOrDefault<string[]>()));
        var system = new Option<string>("--system") { Description = "Name of the system, e.g. rms.", Required = true };
        var output = new Option<DirectoryInfo>("--out") { Description = "Folder for client.pem, client.key and ca.pem; for a folder of each, if there are several jurisdictions.", Required = true };
        var folder = FolderOption();
        var command = new Command("dev-certificate", "Issues client certificates of the development authority.") { jurisdictions, system, output, folder };
        command.SetAction(parsed =>
        {
            var authority = DevelopmentAuthority.Open(parsed.GetValue(folder)!, TimeProvider.System);
            var codes = parsed.GetValue(jurisdictions)!;
            foreach (var code in codes)
            {
                var to = Directory.CreateDirectory(Path.Combine(parsed.GetValue(output)!.FullName, codes.Length == 1 ? "" : code)).FullName;
                using var certificate = authority.IssueClient(code, parsed.GetValue(system)!);
                DevelopmentAuthority.Write(certificate, Path.Combine(to, "client.pem"), Path.Combine(to, "client.key"));
                File.Copy(authority.AuthorityPath, Path.Combine(to, "ca.pem"), overwrite: true);
            }
        });
        return command;
    }

    private static Command Token()
    {
        var jurisdiction = JurisdictionOption();
        var person = new Option<string>("--person") { Description = "The person's subject, e.g. cmd-a.", Required = true };
        var roles = new Option<string[]>("--roles")
        {
            Description = "officer, supervisor, commander, regulator, auditor, operator.",
            AllowMultipleArgumentsPerToken = true,
        };
        var clearance = new Option<string>("--clearance") { Description = "The person's clearance.", DefaultValueFactory = _ => "" };
        var hours = new Option<double>("--hours") { Description = "Lifetime, at most 24.", DefaultValueFactory = _ => 12 };
        var folder = FolderOption();
        var command = new Command("dev-token", "Issues a person's token of the development authority, to stdout.")
        {
            jurisdiction, person, roles, clearance, hours, folder,
        };
        command.SetAction(parsed =>
        {
            var authority = DevelopmentAuthority.Open(parsed.GetValue(folder)!, TimeProvider.System);
            parsed.InvocationConfiguration.Output.WriteLine(authority.IssueToken(parsed.GetValue(jurisdiction)!, parsed.GetValue(person)!,
                parsed.GetValue(roles) ?? [], parsed.GetValue(clearance)!, TimeSpan.FromHours(parsed.GetValue(hours))));
        });
        return command;
    }

    private static Option<string> JurisdictionOption()
    {
        var jurisdiction = new Option<string>("--jurisdiction") { Description = "GB/T 2260 code, 000000 for the ministry.", Required = true };
        jurisdiction.Validators.Add(result => CheckCodes(result, result.GetValueOrDefault<string>()));
        return jurisdiction;
    }

    private static void CheckCodes(OptionResult result, params string?[]? codes)
    {
        if (codes is null || !codes.All(code => Require.IsCode(code)))
        {
            result.AddError("--jurisdiction: six digits are needed, for example 440000.");
        }
    }

    private static Option<string> FolderOption() => new("--folder")
    {
        Description = "Folder of the development authority (Coordination:Gateway:DevelopmentFolder).",
        DefaultValueFactory = _ => new GatewayOptions().DevelopmentFolder,
    };
}
