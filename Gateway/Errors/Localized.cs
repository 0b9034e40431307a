using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Headers;

namespace Coordination.Gateway.Errors;

/// <summary>Tells a refusal in the caller's language too. The status message stays English; the details say what is specific.</summary>
public static class Localized
{
    /// <summary>The same error with a LocalizedMessage, if the caller's <c>accept-language</c> asks for Chinese or English.</summary>
    public static RpcException For(RpcException refused, HttpContext http)
    {
        if (http.Request.Headers.AcceptLanguage.Count == 0 || refused.GetRpcStatus() is not { } status)
        {
            return refused;
        }
        Add(status, http);
        return status.ToRpcException();
    }

    public static void Add(Google.Rpc.Status status, HttpContext http)
    {
        if (Language(http.Request.GetTypedHeaders()) is not { } language
            || status.GetDetail<ErrorInfo>() is not { } info || ErrorTable.FromWire(info.Reason) is not { } reason)
        {
            return;
        }
        status.Details.Add(Any.Pack(language is "zh"
            ? new LocalizedMessage { Locale = "zh-CN", Message = Chinese(reason) }
            : new LocalizedMessage { Locale = "en", Message = status.Message }));
    }

    /// <summary>A sentence for each reason.</summary>
    public static string Chinese(Reason reason) => reason switch
    {
        Reason.FieldInvalid => "请求字段缺失或格式不正确，详见各字段说明。",
        Reason.IdNumberChecksum => "公民身份号码校验位不正确。",
        Reason.RequestIdRequired => "缺少请求编号（request_id），请提供一个 UUID，重试时保持不变。",
        Reason.RequestIdReused => "该请求编号已用于另一请求，请使用新的编号。",
        Reason.PageTokenInvalid => "翻页令牌无效，请用相同的筛选条件和身份重新列出。",
        Reason.FilterInvalid => "筛选条件无法识别。",
        Reason.ResumeTokenInvalid => "续传令牌无效。",
        Reason.SearchTooBroad => "查询条件过宽，请补充条件。",
        Reason.ResourceNotFound => "没有该资源。",
        Reason.ResourceAlreadyExists => "该资源已存在。",
        Reason.CaseNumberTaken => "该案件编号已被使用。",
        Reason.EtagMismatch => "资源在读取之后已被更改，请重新读取后再试。",
        Reason.EtagRequired => "缺少版本标记（etag），请先读取资源。",
        Reason.StateTransitionInvalid => "当前状态不允许此操作。",
        Reason.ParticipantsNotReady => "尚有参与单位未就绪。",
        Reason.TZeroInPast => "收网时间（T0）已过。",
        Reason.TZeroFixed => "收网时间（T0）已由命令确定，不能更改。",
        Reason.ConsentStale => "方案已变更，相关同意已失效，须重新确认。",
        Reason.SamePerson => "须由另一人作出此决定。",
        Reason.OpenConflict => "存在未解决的行动冲突。",
        Reason.GroundRequired => "拒绝须说明法定理由。",
        Reason.NotOwner => "该单位已不再管辖此资源。",
        Reason.Recalled => "方案已被撤回。",
        Reason.TargetClaimedByOtherOperation => "该目标已列入另一行动。",
        Reason.TargetAlreadyAssigned => "该目标已分配。",
        Reason.TransferPending => "移送尚待对方答复。",
        Reason.CaseClosed => "案件已办结。",
        Reason.SecondReviewerRequired => "须由第二名审核人确认。",
        Reason.MatchAlreadyDecided => "该比对已有结论。",
        Reason.MergeConflict => "合并对象的强标识相互矛盾。",
        Reason.SuspectMerged => "该人员档案已并入另一档案。",
        Reason.GroupCycle => "团伙关系形成了循环。",
        Reason.WarningClosed => "该预警已关闭。",
        Reason.CampaignClosed => "该战役已结束。",
        Reason.ClientCertificateRequired => "请使用已登记系统的客户端证书连接。",
        Reason.ClientCertificateUnknown => "客户端证书不属于已登记的系统。",
        Reason.TokenInvalid => "人员令牌无效。",
        Reason.JurisdictionMismatch => "不得代其他地区办理。",
        Reason.RoleRequired => "当前身份不具备所需角色。",
        Reason.ClearanceRequired => "当前身份不具备所需密级。",
        Reason.PurposeRequired => "请说明办理目的（purpose）。",
        Reason.IdentityMismatch => "人员令牌与客户端证书分属不同地区。",
        Reason.RateLimited => "调用过于频繁，请稍后再试。",
        Reason.SearchQuota => "查询次数已达上限，请稍后再试。",
        Reason.Overloaded => "系统繁忙，请稍后用同一请求编号再试。",
        Reason.BatchTooLarge => "单次提交的数据过大，请分批提交。",
        Reason.WatchConsumerTooSlow => "接收过慢，请用最后的令牌继续。",
        Reason.ResumeTokenExpired => "续传令牌已过期，请重新列出。",
        Reason.ImportSuperseded => "该导入已由更新的数据流接续。",
        Reason.StorageUnavailable => "存储暂不可用，请用同一请求编号重试。",
        Reason.ClusterRebalancing => "服务正在调整，请用同一请求编号重试，数据不会丢失。",
        Reason.DeadlineExceeded => "处理超时，结果未知，请用同一请求编号重试。",
        _ => "系统内部错误，请将事件编号告知运维人员。",
    };

    private static string? Language(RequestHeaders headers) => headers.AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.Value?.Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(language => language is "zh" or "en");
}
