namespace Coordination.Resolution;

/// <summary>
/// What people are called instead of their name: 阿强, 老王, 小磊, 二伟, 王某, 静子, 磊仔, 光头. Such a word holds one character of the
/// name at most, so it is compared as an alias and never as a name.
/// </summary>
internal static class Nickname
{
    private const string Openers = "阿老小大二三胖某";
    private const string Closers = "某姐哥嫂总老仔";

    /// <summary>Frequent surnames: 陈子 is a name, 磊子 is what somebody called 磊 is called.</summary>
    private const string Surnames =
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
        + "樊殷施陶翟颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦柳邢路岳齐莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲裴席卫查屈鲍覃霍翁隋甘单司柯阮闵解柴车冉房边";

    private static readonly HashSet<string> Words = new(["光头", "刀疤", "眼镜", "瘦猴", "黑皮", "师傅", "哑巴", "结巴", "和尚", "秀才"], StringComparer.Ordinal);

    /// <summary>True for one to three characters built as a form of address rather than as surname and given name.</summary>
    public static bool IsOne(string compact) => compact.Length switch
    {
        1 => true,
        2 => IsOpened(compact) || Closers.Contains(compact[1], StringComparison.Ordinal) || compact[0] == compact[1] || Words.Contains(compact)
            || (compact[1] == '子' && !Surnames.Contains(Plain(compact[0]), StringComparison.Ordinal)),
        3 => IsOpened(compact) || compact[2] == '佬' || compact.EndsWith("某某", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>The characters of a nickname that may come from the name.</summary>
    public static string Core(string compact) =>
        compact.Length < 2 ? compact
        : IsOpened(compact) ? compact[1..]
        : Closers.Contains(compact[^1], StringComparison.Ordinal) || compact[^1] == '子' ? compact[..^1]
        : compact;

    private static char Plain(char c) => HanTable.Find(c) is { Plain: <= char.MaxValue } entry ? (char)entry.Plain : c;

    private static bool IsOpened(string compact) => Openers.Contains(compact[0], StringComparison.Ordinal);
}
