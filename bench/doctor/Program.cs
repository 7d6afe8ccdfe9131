using Glia.DoctorBench;

if (Settings.Read(args) is not { } settings)
{
    Console.Error.WriteLine(Settings.Usage);
    return 2;
}
var bench = new Bench(settings);
if (settings.List) bench.List();
else bench.Run();
return 0;
