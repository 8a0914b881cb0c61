"""Currencies, units, scales and counters, by what they are normalised to; spellings by commas."""


def _spelt(listed: dict[str, str]) -> dict[str, str]:
    return {
        spelling: unit for unit, spellings in listed.items() for spelling in spellings.split(",")
    }


CURRENCIES = _spelt({
    "USD": "US$,$,USD,dollar,dollars,US dollars,U.S. dollars,美元,美金",
    "EUR": "€,EUR,euro,euros,欧元", "GBP": "£,GBP,pounds sterling,英镑",
    "CNY": "¥,￥,RMB,CNY,yuan,元,人民币,元人民币,块钱", "JPY": "yen,JPY,日元",
    "HKD": "HK$,HKD,港元,港币", "TWD": "NT$,TWD,新台币", "INR": "₹,INR,rupees,Rs.",
    "KRW": "₩,KRW,韩元", "AUD": "A$,AUD", "CAD": "C$,CAD", "RUB": "RUB,rubles,卢布", "CHF": "CHF",
})  # fmt: skip

SCALES = {
    "hundred": 100, "thousand": 1000, "k": 1000, "K": 1000, "million": 10**6, "mn": 10**6,
    "M": 10**6, "billion": 10**9, "bn": 10**9, "B": 10**9, "trillion": 10**12,
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6,
    "千万": 10**7, "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11,
    "万亿": 10**12,
}  # fmt: skip

ONLY_MONEY = ("k", "K", "M", "B", "mn", "bn")
"""Scales that are scales after a currency's sign only: elsewhere M is metres to some."""

_COUNTED = """
    inhabitants residents employees students members votes copies seats points goals passengers
    soldiers troops households families houses homes children women men patients users countries
    languages species pages words tokens parameters episodes chapters floors rooms islands schools
    stores locations restaurants branches sentences documents images games matches deaths cases
    participants teams players aircraft ships vehicles cars books stations samples characters
    customers lines records tables
"""

UNITS = _spelt({
    "%": "%,％,percent,per cent,pct", "‰": "‰", "percentage points": "percentage points,个百分点",
    "km": "km,kilometre,kilometres,kilometer,kilometers", "m": "m,metre,metres,meter,meters",
    "cm": "cm,centimetre,centimetres,centimeter,centimeters",
    "mm": "mm,millimetre,millimetres,millimeter,millimeters",
    "μm": "μm,µm,um,micrometres,micrometers", "nm": "nm,nanometres,nanometers",
    "mi": "mi,mile,miles", "ft": "ft,foot,feet", "in": "inch,inches", "yd": "yd,yard,yards",
    "km²": "km²,km2,sq km,square kilometre,square kilometres,square kilometer,square kilometers",
    "m²": "m²,m2,sq m,square metres,square meters", "sq mi": "sq mi,square mile,square miles",
    "sq ft": "sq ft,square foot,square feet", "ha": "ha,hectare,hectares", "acres": "acre,acres",
    "m³": "m³,m3,cubic metres,cubic meters", "kg": "kg,kilogram,kilograms,kilo,kilos",
    "g": "g,gram,grams", "mg": "mg,milligrams", "μg": "μg,µg,ug,micrograms",
    "t": "tonne,tonnes,ton,tons", "lb": "lb,lbs,pound,pounds", "oz": "oz,ounce,ounces",
    "L": "L,l,litre,litres,liter,liters", "mL": "mL,ml,millilitres,milliliters",
    "°C": "°C,℃,° C,degrees Celsius", "°F": "°F,℉,° F,degrees Fahrenheit", "°": "°,degrees",
    "h": "h,hr,hrs,hour,hours", "min": "min,mins,minute,minutes", "s": "s,sec,second,seconds",
    "ms": "ms,millisecond,milliseconds", "days": "day,days", "weeks": "week,weeks",
    "months": "month,months", "years": "year,years,yrs",
    "years old": "years old,year-old,years of age",
    "km/h": "km/h,kph,kmh", "mph": "mph", "m/s": "m/s", "knots": "knot,knots", "rpm": "rpm",
    "Hz": "Hz", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "W": "W,watt,watts", "kW": "kW,kilowatts",
    "MW": "MW,megawatts", "GW": "GW", "kWh": "kWh", "V": "V,volt,volts", "A": "A,amps,amperes",
    "mAh": "mAh", "hp": "hp,horsepower,bhp", "kcal": "kcal", "J": "J,joules", "kJ": "kJ",
    "Pa": "Pa", "kPa": "kPa", "MPa": "MPa", "bar": "bar", "dB": "dB", "mol": "mol",
    "B": "byte,bytes", "kB": "KB,kB,KiB", "MB": "MB,MiB", "GB": "GB,GiB", "TB": "TB,TiB",
    "bits": "bit,bits", "Mbit/s": "Mbps,Mbit/s", "Gbit/s": "Gbps,Gbit/s", "dpi": "dpi",
    "px": "px,pixel,pixels", "people": "people,persons", "times": "times",
    **{noun: noun for noun in _COUNTED.split()},
})  # fmt: skip

_COUNTERS = """
    人 名 位 家 座 所 台 辆 艘 次 件 条 张 本 部 篇 种 项 户 层 章 节 页 例 粒 片 瓶 头 只
    匹 株 棵 架 枚 套 块 支 把 个 人次 字 票 分 场 首 栋 幢 间 组 份 级
"""

CHINESE_UNITS = _spelt({
    "%": "%,％", "percentage points": "个百分点", "km": "公里,千米", "m": "米,公尺",
    "cm": "厘米,公分", "mm": "毫米", "μm": "微米", "nm": "纳米", "mi": "英里", "ft": "英尺",
    "in": "英寸", "km²": "平方公里,平方千米", "m²": "平方米,平米", "ha": "公顷", "亩": "亩",
    "m³": "立方米", "kg": "公斤,千克", "g": "克", "mg": "毫克", "μg": "微克", "t": "吨",
    "lb": "磅", "斤": "斤", "L": "升", "mL": "毫升", "°C": "摄氏度,℃,°C", "°F": "华氏度",
    "°": "度", "h": "小时,个小时", "min": "分钟", "s": "秒,秒钟", "ms": "毫秒",
    "days": "天", "weeks": "周,个星期,星期", "months": "个月", "years": "年", "岁": "岁,周岁",
    "倍": "倍", "kWh": "千瓦时,度电", "W": "瓦", "kW": "千瓦", "V": "伏", "mAh": "毫安时",
    "hp": "马力", "kcal": "千卡", "dB": "分贝", "B": "字节", "px": "像素",
    **{counter: counter for counter in _COUNTERS.split()},
})  # fmt: skip

NO_COUNT = frozenset(
    f"{number}{unit}"
    for number in ("一", "百", "千", "十", "几", "两")
    for unit in CHINESE_UNITS
    if number == "一" or unit in ("分", "年", "人", "个", "种", "名", "家")
)
"""What counts nothing: 一个 is “a”, 十分 is “very”, 百年 is “for ages”."""
