<#
Cài Trợ lý Thi đua thành tác vụ chạy cùng máy trên Windows; cách dùng ở docs/van-hanh.md.

    powershell -ExecutionPolicy Bypass -File docs\van-hanh\dich-vu-windows.ps1            # cài và chạy
    powershell -ExecutionPolicy Bypass -File docs\van-hanh\dich-vu-windows.ps1 -Remove    # dừng và gỡ

Chạy trong PowerShell của quản trị viên. Tác vụ chạy bằng tài khoản LOCAL SERVICE, không có quyền quản trị.
#>
param(
    [string]$Folder = 'C:\thidua',
    [string]$Config = 'C:\thidua\config.toml',
    [string]$Data = 'D:\thidua',
    [string]$Name = 'ThiDua',
    [switch]$Remove
)

$ErrorActionPreference = 'Stop'

if ($Remove) {
    Stop-ScheduledTask -TaskName $Name
    Unregister-ScheduledTask -TaskName $Name -Confirm:$false
    Write-Output "Đã gỡ tác vụ $Name; dữ liệu còn nguyên."
    exit
}

$program = Join-Path $Folder '.venv\Scripts\thidua.exe'
foreach ($path in @($program, $Config)) {
    if (-not (Test-Path $path)) { throw "Không có $path." }
}

# Thư mục dữ liệu: chỉ quản trị viên và tài khoản của tác vụ đọc được. (Dùng mã SID: tên nhóm đổi theo ngôn ngữ của Windows.)
New-Item -ItemType Directory -Force -Path $Data | Out-Null
icacls $Data /inheritance:r /grant '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' '*S-1-5-19:(OI)(CI)M' | Out-Null
icacls $Config /inheritance:r /grant '*S-1-5-32-544:F' '*S-1-5-18:F' '*S-1-5-19:R' | Out-Null

$arguments = "-X utf8 -m bot --config `"$Config`" run"
$action = New-ScheduledTaskAction -Execute (Join-Path $Folder '.venv\Scripts\python.exe') -Argument $arguments -WorkingDirectory $Folder
# Chạy khi máy khởi động; nếu vì lý do gì mà dừng thì năm phút sau chạy lại (đang chạy thì bỏ qua).
$triggers = @(
    (New-ScheduledTaskTrigger -AtStartup),
    (New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 5))
)
$account = New-ScheduledTaskPrincipal -UserId 'S-1-5-19' -LogonType ServiceAccount -RunLevel Limited
$settings = New-ScheduledTaskSettingsSet `
    -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable `
    -RestartCount 255 -RestartInterval (New-TimeSpan -Minutes 1) `
    -ExecutionTimeLimit ([TimeSpan]::Zero) -MultipleInstances IgnoreNew

Register-ScheduledTask -TaskName $Name -Action $action -Trigger $triggers -Principal $account -Settings $settings -Force | Out-Null
Start-ScheduledTask -TaskName $Name
Start-Sleep -Seconds 5
Get-ScheduledTask -TaskName $Name | Select-Object TaskName, State
Write-Output "Đã cài tác vụ $Name. Kiểm tra: $program --config `"$Config`" check"
