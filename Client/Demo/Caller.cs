using Coordination.Client.Connection;
using Coordination.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Coordination.Client.Demo;

/// <summary>One jurisdiction's system: its own certificate, its own connection.</summary>
public sealed class Caller : IDisposable
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(60);

    private readonly GrpcChannel _channel;

    public Caller(string jurisdiction, Profile profile)
    {
        Jurisdiction = jurisdiction;
        _channel = Channels.Open(profile);
        Cases = new(_channel);
        Groups = new(_channel);
        Operations = new(_channel);
        Campaigns = new(_channel);
        Jurisdictions = new(_channel);
        Suspects = new(_channel);
        Imports = new(_channel);
    }

    public string Jurisdiction { get; }
    public string Name => $"jurisdictions/{Jurisdiction}";
    public CaseService.CaseServiceClient Cases { get; }
    public GroupService.GroupServiceClient Groups { get; }
    public JointOperationService.JointOperationServiceClient Operations { get; }
    public CampaignService.CampaignServiceClient Campaigns { get; }
    public JurisdictionService.JurisdictionServiceClient Jurisdictions { get; }
    public SuspectService.SuspectServiceClient Suspects { get; }
    public ImportService.ImportServiceClient Imports { get; }

    /// <summary>Options of one call. The outcome of a call past its deadline is unknown: the demo then fails rather than guess.</summary>
    public static CallOptions Options(Metadata? headers, CancellationToken cancellation) => new(headers, DateTime.UtcNow + _deadline, cancellation);

    public void Dispose() => _channel.Dispose();
}
