using System.Diagnostics;
using System.Globalization;
using Glia.Fuzz;

// dotnet run -c Release --project bench/fuzz -- [--inputs 1000000] [--seed 1] [--kind NAME] [--keep FOLDER]
int inputs = int.Parse(Option("--inputs") ?? "10000", CultureInfo.InvariantCulture),
    seed = int.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture);
string keep = Option("--keep") ?? Path.Combine("artifacts", "fuzz");
string root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "Glia.slnx")))
    root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("run it in the repository");
string memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
string work = Path.Combine(memory, $"glia-fuzz-{Environment.ProcessId}");
Directory.CreateDirectory(work);
try
{
    var seeds =
        Seeds.Of([Path.Combine(root, "tests", "Glia.Interop.Tests", "Fixtures"), Path.Combine(root, "tests", "Glia.Tables.Tests", "Made"),
        .. (string[])(Environment.GetEnvironmentVariable("GLIA_FORMAT_CASES") is { Length: > 0 } cases ? [cases] : [])]);
    byte[][] others = [.. seeds.Values.SelectMany(files => files).Select(file => file.Bytes)];
    Reader[] kinds =
        [.. seeds.Keys.Where(kind => Option("--kind") is not { } wanted || kind.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase))];
    int share = inputs / Math.Max(1, kinds.Length);
    bool failed = false;
    Console.WriteLine("| kind | files | inputs | read | refused | slowest | most allocated | faults |\n|---|--:|--:|--:|--:|--:|--:|--:|");
    foreach (Reader kind in kinds)
    {
        string folder = Path.Combine(work, kind.Name.Replace(' ', '-'));
        Directory.CreateDirectory(folder);
        var trial = new Trial(kind, seeds[kind], others, folder, seed);
        trial.Begin();
        Watch(trial, keep);
        for (int i = 0; i < share; i++) trial.Next();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {kind.Name} | {seeds[kind].Count} | {share:N0} | {trial.Read:N0} | {trial.Refused:N0} | " +
            $"{1000 * trial.Slowest:F0} ms | {trial.Largest / 1e6:F1} MB | {trial.Faults.Count:N0} |"));
        foreach (var group in trial.Faults.GroupBy(fault => fault.What[..Math.Min(120, fault.What.Length)]))
        {
            failed = true;
            (string what, byte[] bytes, string name) = group.First();
            string file = Kept(keep, bytes, name);
            Console.Error.WriteLine($"{kind.Name}: {group.Count()} times {what}\n  {file}");
        }
        Directory.Delete(folder, recursive: true);
    }
    return failed ? 1 : 0;
}
finally
{
    Directory.Delete(work, recursive: true);
}

string? Option(string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;

static string Kept(string keep, byte[] bytes, string name)
{
    Directory.CreateDirectory(keep);
    string file = Path.Combine(keep, $"{Guid.NewGuid():N}-{name}");
    File.WriteAllBytes(file, bytes);
    return file;
}

// A reader that never comes back cannot be caught: the file is kept and the program ends.
static void Watch(Trial trial, string keep)
{
    new Thread(() =>
    {
        while (true)
        {
            Thread.Sleep(1000);
            (string name, byte[] bytes, long since) = trial.Current;
            if (Stopwatch.GetElapsedTime(since).TotalSeconds < 60 || name.Length == 0) continue;
            if (trial.Current.Since != since) continue;
            Console.Error.WriteLine($"hangs: {Kept(keep, bytes, name)}");
            Environment.Exit(2);
        }
    })
    { IsBackground = true }.Start();
}
