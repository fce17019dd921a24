"""Public pages."""

from django.urls import path

from gongkai.portal import feeds, search_page, subscription_views
from gongkai.portal.opendata import api, descriptions, downloads, openapi
from gongkai.portal.views import agencies, catalog, error_reports, home, items, statistics

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", home.healthz, name="healthz"),
    path("agencies/", agencies.picker, name="agencies"),
    path("agencies/<slug:code>/", agencies.agency, name="agency"),
    path("agencies/<slug:code>/guide/", agencies.guide, name="guide"),
    path("agencies/<slug:code>/rules/", agencies.rules, name="rules"),
    path("agencies/<slug:code>/content/", agencies.content, name="content"),
    path("agencies/<slug:code>/reports/", agencies.reports, name="reports"),
    path("agencies/<slug:code>/applying/", agencies.applying, name="applying"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/<slug:key>.csv", statistics.table, name="statistics_csv"),
    # An index number holds slashes, so what lies below an item comes before it.
    path(
        "items/<path:index_number>/attachments/<int:position>/pages/<int:page>.png",
        items.preview,
        name="preview",
    ),
    path(
        "items/<path:index_number>/attachments/<int:position>/<str:filename>",
        items.attachment,
        name="attachment",
    ),
    path("items/<path:index_number>/editions/<int:number>/", items.edition, name="edition"),
    path("items/<path:index_number>/error/", error_reports.report, name="error_report"),
    path("items/<path:index_number>/qr.svg", items.qr, name="qr"),
    path("items/<path:index_number>/", items.item, name="item"),
    path("catalog/", catalog.whole, name="catalog"),
    path("catalog/<slug:code>/", catalog.of_agency, name="agency_catalog"),
    path("search/", search_page.search, name="search"),
    path("search/suggestions/", search_page.suggestions, name="suggestions"),
    path("opensearch.xml", search_page.opensearch, name="opensearch"),
    path("feeds/", feeds.everything, name="feed"),
    path("feeds/agencies/<slug:code>/", feeds.of_agency, name="agency_feed"),
    path("feeds/catalog/<slug:facet>/<str:value>/", feeds.of_catalog, name="catalog_feed"),
    path("feeds/search/", feeds.of_search, name="search_feed"),
    path("subscriptions/", subscription_views.subscription, name="subscription"),
    path("subscriptions/asked/", subscription_views.asked, name="subscription_asked"),
    path(
        "subscriptions/confirmation/<str:signed>/",
        subscription_views.confirmation,
        name="subscription_confirmation",
    ),
    path(
        "subscriptions/cancellation/<str:signed>/",
        subscription_views.cancellation,
        name="subscription_cancellation",
    ),
    path("sitemap.xml", descriptions.sitemap_index, name="sitemaps"),
    path("sitemaps/<int:after>.xml", descriptions.sitemap, name="sitemap"),
    path("robots.txt", descriptions.robots, name="robots"),
    path("catalog.jsonld", descriptions.dcat, name="dcat"),
    path("downloads/catalog.csv", downloads.catalog_csv, name="catalog_csv"),
    path("downloads/catalog.json", downloads.catalog_json, name="catalog_json"),
    path("downloads/everything.zip", downloads.everything_zip, name="everything_zip"),
    path("api/v1/", openapi.documentation, name="api"),
    path("api/v1/openapi.json", openapi.openapi, name="openapi"),
    path("api/v1/agencies/", api.agency_list, name="api_agencies"),
    path("api/v1/items/", api.item_list, name="api_items"),
    path("api/v1/items/<path:index_number>/", api.item, name="api_item"),
    path("api/v1/facets/", api.facet_list, name="api_facets"),
    path("api/v1/statistics/", api.statistics, name="api_statistics"),
    path("api/v1/<path:rest>", api.unknown, name="api_unknown"),
]
